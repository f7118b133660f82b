import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';

/** A worker that was started while it was being watched for. */
export type BornWorker = {
  /** Ends it at once, as the system does when memory runs out. */
  readonly kill: () => void;
  /** undefined in a thread. */
  readonly process: ChildProcess | undefined;
  readonly ended: Promise<void>;
};

/** Sees the workers of this process from outside, as Node itself tells of them. */
export class WorkerWatch implements Disposable {
  /** All, in the order of their births. */
  readonly born: BornWorker[] = [];
  readonly #alive = new Set<BornWorker>();
  #peak = 0;

  constructor() {
    subscribe('worker_threads', this.#onThread);
    subscribe('child_process', this.#onProcess);
  }

  get alive(): number {
    return this.#alive.size;
  }

  /** The most that were alive at one time. */
  get peak(): number {
    return this.#peak;
  }

  [Symbol.dispose](): void {
    unsubscribe('worker_threads', this.#onThread);
    unsubscribe('child_process', this.#onProcess);
  }

  readonly #onThread = (message: unknown) => {
    const { worker } = message as { worker: Worker }; // as Node documents this channel
    this.#add({ kill: () => void worker.terminate(), process: undefined }, worker);
  };

  readonly #onProcess = (message: unknown) => {
    const { process } = message as { process: ChildProcess }; // as Node documents this channel
    this.#add({ kill: () => void process.kill('SIGKILL'), process }, process);
  };

  #add(worker: Omit<BornWorker, 'ended'>, source: Pick<Worker | ChildProcess, 'once'>): void {
    const ended = new Promise<void>((resolve) => {
      source.once('exit', () => {
        // At once, since several may exit before a promise goes on.
        this.#alive.delete(born);
        resolve();
      });
    });
    const born = { ...worker, ended };
    this.born.push(born);
    this.#alive.add(born);
    this.#peak = Math.max(this.#peak, this.#alive.size);
  }
}
