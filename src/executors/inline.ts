import type { DeviceTask } from '../model/job.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Link } from '../session/run-job.ts';
import type { Executor, Room } from './executor.ts';
import type { Handshakes } from './handshakes.ts';
import { FILES_PER_DEVICE, roomFor } from './open-files.ts';

/** Runs tasks in the main thread, for debugging. */
export class Inline implements Executor {
  readonly #releases = new Set<Promise<void>>();
  #closeBastions = () => {};
  #handshakes: Handshakes | undefined;

  expect(devices: number, atOnce: number): Room {
    return roomFor(devices, atOnce, (files) => files / FILES_PER_DEVICE);
  }

  async run(task: DeviceTask, link: Link, signal: AbortSignal): Promise<Outcome> {
    // Sessions and ssh2 take long to load, and only this executor needs them in the main thread.
    const { closeBastions, openSsh } = await import('../session/ssh.ts');
    const { Handshakes } = await import('./handshakes.ts');
    this.#closeBastions = closeBastions;
    this.#handshakes ??= new Handshakes();
    const { promise, resolve } = withResolvers();
    this.#releases.add(promise);
    const released = () => {
      this.#releases.delete(promise);
      link.released();
      resolve();
    };
    return this.#handshakes.run(task, { ...link, released }, signal, openSsh);
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
