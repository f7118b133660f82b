import { Chalk } from 'chalk';
import type { FailureKind } from '../model/failure.ts';
import type { Result, Summary } from '../model/result.ts';
import { type Block, formatBlock, gatherBlocks } from './failure-block.ts';
import type { OnLost } from './output.ts';
import type { ReporterContext } from './reporter.ts';
import { summaryLine } from './summary-line.ts';
import { visibleLine } from './visible.ts';

/** What a run tells people on stderr once its results are out, the same in every format. */
export interface Closing {
  add(result: Result, index: number): void;
  /** @returns what takes word of outputs of this device that could not be shown whole */
  lostOf(result: Result): OnLost;
  /**
   * Writes the notes, the devices that were not ok with their causes, what is lost, and the summary.
   * @returns how many outputs are lost
   */
  end(summary: Summary): Promise<number>;
}

/**
 * @param whenQuiet what is still told then besides what is lost: `failures` where stdout does not carry them, else
 *   `nothing`
 */
export function closingWords(
  { stdout, stderr, quiet }: ReporterContext,
  { whenQuiet }: { readonly whenQuiet: 'failures' | 'nothing' },
): Closing {
  const chalk = new Chalk({ level: stderr.colour ? 1 : 0 });
  const blocks = gatherBlocks();
  const kinds = new Map<FailureKind, number>();
  const lost: string[] = [];
  return {
    add(result, index) {
      blocks.add(result, index);
      if (result.outcome.status !== 'failed') return;
      const { kind } = result.outcome.failure;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    },
    lostOf: (result) => (sentence) => {
      lost.push(`${chalk.red(visibleLine(`${result.device.name}: ${sentence}`))}\n`);
    },
    async end(summary) {
      const isTold = ({ cause }: Block) => !quiet || (whenQuiet === 'failures' && cause.status !== 'note');
      const parts = blocks
        .list()
        .filter(isTold)
        .map((block) => formatBlock(block, chalk));
      parts.push(...lost);
      if (!quiet) parts.push(`${summaryLine(summary, { kinds, chalk })}\n`);
      if (parts.length === 0) return 0;
      // Both on one screen: set apart from the results above.
      if (stdout.isTerminal && stderr.isTerminal) await stderr.write('\n');
      for (const part of parts) await stderr.write(part);
      return lost.length;
    },
  };
}
