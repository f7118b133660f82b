import { Chalk } from 'chalk';
import type { FailureKind } from '../model/failure.ts';
import type { Result, Summary } from '../model/result.ts';
import { formatBlock, gatherBlocks } from './failure-block.ts';
import type { ReporterContext } from './reporter.ts';
import { summaryLine } from './summary-line.ts';

/** What a run tells people on stderr once its results are out, the same in every format. */
export interface Closing {
  add(result: Result, index: number): void;
  /** Writes the notes, the devices that were not ok with their causes, and the summary. */
  end(summary: Summary): Promise<void>;
}

/**
 * @param whenQuiet what is still told then: `failures` where stdout does not carry them, else `nothing`
 */
export function closingWords(
  { stdout, stderr, quiet }: ReporterContext,
  { whenQuiet }: { readonly whenQuiet: 'failures' | 'nothing' },
): Closing {
  const chalk = new Chalk({ level: stderr.colour ? 1 : 0 });
  const blocks = gatherBlocks();
  const kinds = new Map<FailureKind, number>();
  return {
    add(result, index) {
      blocks.add(result, index);
      if (result.outcome.status !== 'failed') return;
      const { kind } = result.outcome.failure;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    },
    async end(summary) {
      if (quiet && whenQuiet === 'nothing') return;
      const told = blocks.list().filter(({ cause }) => !quiet || cause.status !== 'note');
      const parts = told.map((block) => formatBlock(block, chalk));
      if (!quiet) parts.push(`${summaryLine(summary, { kinds, chalk })}\n`);
      if (parts.length === 0) return;
      // Both on one screen: set apart from the results above.
      if (stdout.isTerminal && stderr.isTerminal) await stderr.write('\n');
      for (const part of parts) await stderr.write(part);
    },
  };
}
