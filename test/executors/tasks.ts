import type { LabDevice } from '../../src/lab/simulated-device.ts';
import { answerTo, UNANSWERED } from '../../src/model/ask.ts';
import type { Device } from '../../src/model/device.ts';
import type { Job } from '../../src/model/job.ts';
import { newDevice } from '../../src/model/new-device.ts';
import type { Link } from '../../src/session/run-job.ts';

/** A simulated device, as an inventory would give it. */
export function deviceOf({ host_keys: _, ...labDevice }: LabDevice): Device {
  return newDevice(labDevice);
}

/** These commands in privileged mode, with deadlines that no test reaches. */
export function jobOf(...commands: readonly string[]): Job {
  return {
    commands: commands.map((text) => ({ text })),
    enable: 'auto',
    shell: 'auto',
    deadlines: { connectMs: 60_000, loginMs: 60_000, idleMs: 60_000, deviceMs: 120_000 },
    answers: [],
    rejectCheck: true,
    pipelining: false,
    output: { maxBytes: 2 ** 26, spillFolder: undefined },
  };
}

/** The part of a link that answers as where there is nobody to ask. */
export const UNASKED: Pick<Link, 'ask'> = {
  ask: async (ask, signal) => answerTo(ask, UNANSWERED, 0, signal),
};
