import type { Deadlines } from './device.ts';
import type { Command, Job } from './job.ts';

/** Milliseconds that things may take where nobody says otherwise. */
export const USUAL_DEADLINES: Deadlines = {
  connectMs: 10_000,
  loginMs: 45_000,
  idleMs: 60_000,
  deviceMs: 1_800_000,
};

/** Bytes of one command's output that are taken where nobody says otherwise. */
const USUAL_OUTPUT_BYTES = 64 * 2 ** 20;

/**
 * A job as the command line has it where no option is given: privileged where a secret is known, refusals looked for.
 * @param commands one, or several that are sent in this order in one session
 * @param settings what is to be otherwise; deadlines that it leaves out are the usual ones
 */
export function newJob(
  commands: string | readonly (string | Command)[],
  settings: Partial<Omit<Job, 'commands' | 'deadlines'>> & { readonly deadlines?: Partial<Deadlines> } = {},
): Job {
  const { deadlines, ...rest } = settings;
  const list = typeof commands === 'string' ? [commands] : commands;
  return {
    enable: 'auto',
    shell: 'auto',
    answers: [],
    rejectCheck: true,
    pipelining: false,
    output: { maxBytes: USUAL_OUTPUT_BYTES, spillFolder: undefined },
    ...rest,
    commands: list.map((command) => (typeof command === 'string' ? { text: command } : command)),
    deadlines: { ...USUAL_DEADLINES, ...deadlines },
  };
}
