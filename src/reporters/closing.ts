import { Chalk } from 'chalk';
import type { FailureKind } from '../model/failure.ts';
import type { Result, Summary } from '../model/result.ts';
import { type Block, formatBlock, gatherBlocks } from './failure-block.ts';
import type { Sink } from './reporter.ts';
import { summaryLine } from './summary-line.ts';
import { visibleLine } from './visible.ts';

/** What a run tells people on stderr once its results are out, the same in every format. */
export interface Closing {
  add(result: Result, index: number): void;
  /** Takes word of what is lost. */
  lost(sentence: string, outputs: number): void;
  /**
   * Writes the notes, the devices that were not ok with their causes, what is lost, and the summary.
   * @param tells all of it, the failures and what is lost, or what is lost alone
   * @returns how many outputs are lost
   */
  end(summary: Summary, tells: 'all' | 'failures' | 'losses'): Promise<number>;
}

export type ClosingOptions = {
  readonly stderr: Sink;
  /** Results stand above it on the same screen. */
  readonly isBelowResults: boolean;
};

export function closingWords({ stderr, isBelowResults }: ClosingOptions): Closing {
  const chalk = new Chalk({ level: stderr.colour ? 1 : 0 });
  const blocks = gatherBlocks();
  const kinds = new Map<FailureKind, number>();
  /** Each once: all formats of a run may miss the same output. */
  const lost = new Set<string>();
  let outputsLost = 0;
  return {
    add(result, index) {
      blocks.add(result, index);
      if (result.outcome.status !== 'failed') return;
      const { kind } = result.outcome.failure;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    },
    lost(sentence, outputs) {
      lost.add(`${chalk.red(visibleLine(sentence))}\n`);
      outputsLost += outputs;
    },
    async end(summary, tells) {
      const isTold = ({ cause }: Block) =>
        tells === 'all' || (tells === 'failures' && cause.status !== 'note');
      const parts = blocks
        .list()
        .filter(isTold)
        .map((block) => formatBlock(block, chalk));
      parts.push(...lost);
      if (tells === 'all') parts.push(`${summaryLine(summary, { kinds, chalk })}\n`);
      if (parts.length === 0) return outputsLost;
      if (isBelowResults) await stderr.write('\n');
      for (const part of parts) await stderr.write(part);
      return outputsLost;
    },
  };
}
