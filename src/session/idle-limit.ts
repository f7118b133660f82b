import type { Command, Job } from '../model/job.ts';
import type { Platform } from '../platforms/platform.ts';
import { HINTS } from './hints.ts';
import { type Trouble, trouble } from './trouble.ts';

/** How long a device may be silent while a command runs, and why it has ended then. */
export function idleLimit({ text, idleMs }: Command, platform: Platform, job: Job) {
  const usual = job.deadlines.idleMs;
  const ms = idleMs ?? (platform.slow?.test(text) ? Math.max(usual, SLOW_COMMAND_MS) : usual);
  const reason = (): Trouble => trouble('timeout', `nothing came for ${inSeconds(ms)}`, HINTS.idleTime);
  return { ms, reason };
}

/** A time as it is told: `1.5 s`. */
export function inSeconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

/** Platform data names the commands that may be silent for so long. */
const SLOW_COMMAND_MS = 600_000;
