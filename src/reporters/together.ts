import type { RunEvent } from '../model/event.ts';
import type { Result, Summary } from '../model/result.ts';
import { closingWords } from './closing.ts';
import type { Grouping, ReporterContext, ReporterFactory, Sink } from './reporter.ts';
import { EVERYTHING, type Wishes } from './wishes.ts';

/** A way to show the run, and where. */
export type View = {
  readonly open: ReporterFactory;
  readonly out: Sink;
  /** Called behind the last write; gives why what was written is not there. */
  readonly finish?: () => Promise<string | undefined>;
};

/** What the views of a run have in common. */
export type Screen = Pick<ReporterContext, 'devices'> & {
  /** Absent: outputs are compared as they are. */
  readonly grouping?: Grouping;
  /** Absent: all there is. */
  readonly wishes?: Wishes;
  /** Absent: this process's clock. */
  readonly now?: ReporterContext['now'];
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** What is told on stderr at the end. */
  readonly tells: 'all' | 'failures' | 'losses';
};

/** All views of a run, and the words on stderr below them. */
export interface Show {
  /** @returns undefined where no view shows it */
  event(event: RunEvent): Promise<void> | undefined;
  result(result: Result, index: number): Promise<void>;
  /**
   * @param tells what is told on stderr, where the end of the run has changed that
   * @returns how many outputs could not be shown or kept whole, each of them told of on stderr
   */
  end(summary: Summary, tells?: Screen['tells']): Promise<number>;
}

/** Shows a run in several ways at once; what was not well is told once, however many they are. */
export function showTogether(
  views: readonly View[],
  { devices, stdout, stderr, tells, grouping = EXACTLY, wishes = EVERYTHING, now = steadyNow }: Screen,
): Show {
  const closing = closingWords({ stderr, isBelowResults: stdout.isTerminal && stderr.isTerminal });
  const lost = (sentence: string, outputs = 1) => closing.lost(sentence, outputs);
  const lostOf = (result: Result) => (sentence: string) => lost(`${result.device.name}: ${sentence}`);
  const reporters = views.map(({ open, out }) => open({ devices, out, lost, lostOf, grouping, wishes, now }));
  const listening = reporters.filter(({ event }) => event);
  return {
    event(event) {
      // There are ten of a device, and nearly none has to be waited for.
      let told: Promise<void>[] | undefined;
      for (const reporter of listening) {
        const telling = reporter.event?.(event);
        if (!telling) continue;
        told ??= [];
        told.push(telling);
      }
      return told && Promise.all(told).then(() => {});
    },
    async result(result, index) {
      closing.add(result, index);
      for (const reporter of reporters) await reporter.result(result, index);
    },
    async end(summary, tellsNow = tells) {
      for (const reporter of reporters) await reporter.end(summary);
      for (const { finish } of views) {
        const trouble = await finish?.();
        if (trouble !== undefined) lost(trouble);
      }
      return closing.end(summary, tellsNow);
    },
  };
}

function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}

const EXACTLY: Grouping = { volatileOf: () => [], diff: 'none' };
