import { setTimeout } from 'node:timers/promises';
import { findPlatform } from '../../src/inventory/device-type.ts';
import type { Behaviour } from '../../src/lab/behaviour.ts';
import type { Counters } from '../../src/lab/counters.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Deadlines, Device } from '../../src/model/device.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { Job } from '../../src/model/job.ts';
import { openSsh } from '../../src/session/ssh.ts';
import { deviceOf, jobOf } from '../executors/tasks.ts';
import { type Ran, runOn } from './run-on.ts';

export type LabRun = {
  readonly commands: readonly string[];
  readonly behaviour?: Partial<Behaviour>;
  readonly device?: Partial<Device>;
  /** What netrun is told that it is; absent: what it is. */
  readonly as?: Device['platform'];
  readonly deadlines?: Partial<Deadlines>;
  readonly job?: Partial<Job>;
  readonly cancel?: AbortSignal;
};

export type OnLab = Ran & {
  readonly outputs: readonly string[];
  /** Why it failed; undefined where it did not. */
  readonly failure: Failure | undefined;
  /** All that was typed, up to a while after the end: nothing but `logout` belongs behind the last command. */
  readonly typed: readonly string[];
  readonly counters: Readonly<Counters>;
};

/** Runs commands over SSH on a simulated device of its own. */
export async function onLab({ commands, behaviour, deadlines, ...run }: LabRun): Promise<OnLab> {
  const platform = findPlatform(run.device?.platform ?? 'cisco_ios') ?? 'cisco_ios';
  await using lab = await startLab({
    devices: [{ platform, ...(behaviour && { behaviour }) }],
  });
  const [labDevice] = lab.devices;
  if (!labDevice) throw new Error('the lab has one device');
  const plain = jobOf(...commands);
  const job = { ...plain, ...run.job, deadlines: { ...plain.deadlines, ...deadlines } };
  const ran = await runOn(
    { ...deviceOf(labDevice), ...run.device, ...(run.as && { platform: run.as }) },
    job,
    openSsh,
    run.cancel,
  );
  await setTimeout(LATE_MS);
  const { outcome, replies } = ran;
  return {
    ...ran,
    outputs: replies.map(({ output }) => output),
    failure: outcome.status === 'failed' ? outcome.failure : undefined,
    typed: lab.typed(labDevice),
    counters: lab.counters,
  };
}

/** By then whatever was typed has been read. */
const LATE_MS = 50;

/** What is typed before the commands at a device that logs in at `>`, and at one that logs in at `#`. */
export const PREPARE = 'terminal width 511\rterminal length 0\r';
export const ENABLE = `${PREPARE}enable\rs3cr3t-enable\r`;
/** What is typed at the end of a good run: the line that confirms the last output, and the logout. */
export const END = '  \rexit\r';
