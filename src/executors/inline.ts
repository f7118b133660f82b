import type { DeviceTask } from '../model/job.ts';
import type { Outcome } from '../model/outcome.ts';
import { type Link, runJob } from '../session/run-job.ts';
import type { Executor } from './executor.ts';

/** Runs tasks in the main thread, for debugging. */
export class Inline implements Executor {
  readonly #releases = new Set<Promise<void>>();
  #closeBastions = () => {};

  expect(): void {}

  async run(task: DeviceTask, link: Link, signal: AbortSignal): Promise<Outcome> {
    // ssh2 takes long to load, and only this executor needs it in the main thread.
    const { closeBastions, openSsh } = await import('../session/ssh.ts');
    this.#closeBastions = closeBastions;
    const { promise, resolve } = withResolvers();
    this.#releases.add(promise);
    const released = () => {
      this.#releases.delete(promise);
      link.released();
      resolve();
    };
    return runJob(task, { ...link, released }, signal, openSsh);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#releases);
    this.#closeBastions();
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
