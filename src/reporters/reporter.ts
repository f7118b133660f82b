import type { Device } from '../model/device.ts';
import type { RunEvent } from '../model/event.ts';
import type { Result, Summary } from '../model/result.ts';
import type { OnLost } from './output.ts';
import type { Wishes } from './wishes.ts';

/** Shows a run. Calls come one after the other; the next one waits for the promise of the one before. */
export interface Reporter {
  /** Every event, as it happens. */
  event?(event: RunEvent): void | Promise<void>;
  /** A device's result, right after its `finished` event. */
  result(result: Result, index: number): void | Promise<void>;
  /** Once, after the last result, also when the run was interrupted. */
  end(summary: Summary): void | Promise<void>;
}

/** Where a reporter writes, and what it may assume of the place. */
export type ReporterContext = {
  /** The devices of the run; `index` in events and results is the place in this list. */
  readonly devices: readonly Device[];
  readonly out: Sink;
  /** What takes word of outputs of this device that could not be shown whole. */
  lostOf(result: Result): OnLost;
  /**
   * Takes word of what could not be kept.
   * @param outputs how many outputs the sentence is about; 1 unless it says so
   */
  lost(sentence: string, outputs?: number): void;
  readonly grouping: Grouping;
  readonly wishes: Wishes;
  /** Milliseconds since 1970 by a clock that never goes back. */
  readonly now: () => number;
};

/** How outputs are compared. */
export type Grouping = {
  /** What does not count: searched in the whole text, the group `part` of each or all that matches. */
  volatileOf(device: Device): readonly RegExp[];
  /** Outputs are shown as what they have otherwise than the largest group's, or than one device's. */
  readonly diff: 'none' | 'largest' | { readonly to: string };
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

export type ReporterFactory = (context: ReporterContext) => Reporter;

/** One way to show a run. */
export type Format = {
  readonly open: ReporterFactory;
  /** Whether it says itself which devices were not ok, and why. */
  readonly carriesFailures: boolean;
  /** It writes an output as soon as the device's turn has come, and keeps none until the end of the run. */
  readonly isStreamed: boolean;
  /** It says something of the run as a whole, which is there also without its devices. */
  readonly hasSummary?: true;
  /** It is a table, or becomes one where columns are chosen. */
  readonly hasColumns?: true;
  /** It shows several devices as one: neither have they an order, nor one prompt. */
  readonly isOfGroups?: true;
  /** It is made to be handed on, so secrets in outputs are replaced unless the user wants them there. */
  readonly isHandedOn?: true;
};
