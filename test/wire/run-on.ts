import type { Device } from '../../src/model/device.ts';
import type { Job } from '../../src/model/job.ts';
import type { Outcome, Reply } from '../../src/model/outcome.ts';
import { type OpenConnection, runJob } from '../../src/session/run-job.ts';
import { UNASKED } from '../executors/tasks.ts';

/** What became of a job, and what it gave. */
export type Ran = { readonly outcome: Outcome; readonly replies: readonly Reply[] };

/** Runs a job on a device; resolves when its connection is gone, too. */
export async function runOn(
  device: Device,
  job: Job,
  open: OpenConnection,
  cancel: AbortSignal = new AbortController().signal,
): Promise<Ran> {
  const replies: Reply[] = [];
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const link = {
    reply: (reply: Reply) => void replies.push(reply),
    stage: () => {},
    ...UNASKED,
    released: release,
  };
  const outcome = await runJob({ device, job }, link, cancel, open);
  await released;
  return { outcome, replies };
}
