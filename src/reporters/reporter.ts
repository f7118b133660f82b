import type { Device } from '../model/device.ts';
import type { RunEvent } from '../model/event.ts';
import type { Result, Summary } from '../model/result.ts';

/** Shows a run. Calls come one after the other; the next one waits for the promise of the one before. */
export interface Reporter {
  /** Every event, as it happens. */
  event?(event: RunEvent): void | Promise<void>;
  /** A device's result, right after its `finished` event. */
  result(result: Result, index: number): void | Promise<void>;
  /**
   * Once, after the last result, also when the run was interrupted.
   * @returns how many outputs could not be shown or kept whole, each of them told of on stderr
   */
  end(summary: Summary): Promise<number>;
}

/** Where a reporter writes, and what it may assume of the place. */
export type ReporterContext = {
  /** The devices of the run; `index` in events and results is the place in this list. */
  readonly devices: readonly Device[];
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly quiet: boolean;
};

/** A stream with what is known of the terminal behind it. */
export type Sink = {
  /** Resolves when the stream can take more. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  readonly colour: boolean;
  /** Width in columns; 80 where there is no terminal. */
  readonly columns: number;
};

/** One way to show a run. */
export type ReporterFactory = (context: ReporterContext) => Reporter;
