import type { Platform } from '../platforms/index.ts';
import type { Detected } from './detected.ts';
import type { Answer, Deadlines, Device } from './device.ts';
import type { Depth } from './examination.ts';

/** One line to type at a device's prompt. */
export type Command = {
  readonly text: string;
  /** Goes before the job's idle limit, in milliseconds. */
  readonly idleMs?: number;
  /** Go before the job's. */
  readonly answers?: readonly Answer[];
};

/**
 * Whether the privileged mode is entered. `auto`: where that is usual on the platform, and a secret is set or none is
 * asked for. `always`: also without a secret, and where it takes a wish. `never`: commands run where the login ends.
 */
export type Enable = 'auto' | 'always' | 'never';

/** What is to be done on one device. */
export type Job = {
  /** Sent in this order in one session. */
  readonly commands: readonly Command[];
  readonly enable: Enable;
  /** `auto`: a single command runs as a program of its own, where the platform's devices do so. `always`: in a shell. */
  readonly shell: 'auto' | 'always';
  readonly deadlines: Deadlines;
  /** Answers to questions that commands ask; a question that none matches ends the device. */
  readonly answers: readonly Answer[];
  /** Look in short outputs for the words by which the platform refuses a command. */
  readonly rejectCheck: boolean;
  /** Save round trips by sending what the device is expected to ask for before it asks; never the secret. */
  readonly pipelining: boolean;
  /** What the device turned out to be the last time, where nobody says it; absent: it is to be found out. */
  readonly detected?: Detected;
  /** What the user says of netrun's own platforms, by name, for a device that turns out to be one; absent: nothing. */
  readonly overrides?: Readonly<Record<string, Platform>>;
  readonly output: OutputLimits;
  /** The device is examined so far, one step after the other and with no commands; absent: it is not. */
  readonly examine?: Depth;
};

/** How much of one command's output is taken, and where it is kept. */
type OutputLimits = {
  /** More than this ends the device with `output-limit`. */
  readonly maxBytes: number;
  /** Outputs too large for the memory become files in this folder; undefined: all stay in memory. */
  readonly spillFolder: string | undefined;
};

/** One device and its job, as it is handed to a worker. */
export type DeviceTask = { readonly device: Device; readonly job: Job };
