import type { Detected } from './detected.ts';
import type { Examination } from './examination.ts';
import type { Failure } from './failure.ts';

/** What a device printed between the echo of a command and its next prompt. */
export type Reply = {
  readonly command: string;
  /** What the device showed before the command, with the blank that may end it; absent where there was no prompt. */
  readonly prompt?: string;
  /** Lines end in LF, the last one as the device left it. Empty where `outputFile` has it. */
  readonly output: string;
  /** An output too large for the memory: a UTF-8 file on this machine, which is there until the run has been shown. */
  readonly outputFile?: { readonly path: string; readonly bytes: number };
  /** rejected: the device refused the command, or it ended with an exit code that is not 0. partial: the session ended before the prompt came back. */
  readonly status: 'ok' | 'rejected' | 'partial';
  /** Of a command that ran as a program of its own: 0 where it went well; absent where no device tells it. */
  readonly exitCode?: number;
  /** The signal that ended such a program, as POSIX names it without `SIG`; there is no exit code then. */
  readonly signal?: string;
  readonly durationMs: number;
};

/** How a device ended. */
export type Verdict =
  | { readonly status: 'ok' }
  /** The device answered, and refused a command. */
  | { readonly status: 'rejected' }
  | { readonly status: 'failed'; readonly failure: Failure }
  /** It was not contacted. */
  | { readonly status: 'skipped'; readonly reason: string }
  | { readonly status: 'cancelled' };

/** A device's verdict with what belongs to its whole life. */
export type Outcome = Verdict & {
  /** What the user should know although it was no failure, such as a refused paging command. */
  readonly notes: readonly string[];
  /** From the start of connecting to the last byte of the last reply; waiting in the queue and logging out excluded. */
  readonly durationMs: number;
  /** What it turned out to be, where nobody had said it. */
  readonly detected?: Detected;
  /** What was remembered of it does not fit any more: better nothing is the next time. */
  readonly wasMisjudged?: true;
  /** What let netrun in: `password`, `keyboard-interactive`, or `key` and which one. */
  readonly login?: string;
  /** The device could not take what was sent ahead: better nothing is the next time. */
  readonly lostAhead?: true;
  /** What was learned of a device that was to be examined. */
  readonly examination?: Examination;
  /** How many connections were opened. */
  readonly attempts: number;
};
