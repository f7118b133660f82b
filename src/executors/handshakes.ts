import type { DeviceTask } from '../model/job.ts';
import type { Outcome } from '../model/outcome.ts';
import { type Link, type OpenConnection, runJob } from '../session/run-job.ts';

/**
 * Lets handshakes begin in this thread as fast as it keeps up with them. A key exchange is work that cannot be
 * interrupted (2 to 40 ms, by its algorithm), and a thousand that begin together would run each other's clocks out; a
 * network that is far away is no reason to wait.
 */
export class Handshakes {
  readonly #waiting: (() => void)[] = [];
  #inProgress = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Runs a job, as `runJob` does, when it is its turn; none of its clocks runs before. */
  async run(task: DeviceTask, link: Link, signal: AbortSignal, open: OpenConnection): Promise<Outcome> {
    const over = await this.#begin(signal);
    const stage: Link['stage'] = (name) => {
      if (name !== 'connect' && name !== 'handshake') over();
      link.stage(name);
    };
    try {
      return await runJob(task, { ...link, stage }, signal, open);
    } finally {
      over();
    }
  }

  /** @returns to be called when the handshake is over; calls after the first do nothing */
  async #begin(signal: AbortSignal): Promise<() => void> {
    if (this.#inProgress >= AT_ONCE && !signal.aborted) await this.#turn(signal);
    else this.#inProgress++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#inProgress--;
      if (this.#inProgress < AT_ONCE) this.#admit(1);
    };
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', onAbort);
        this.#inProgress++;
        resolve();
      };
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        go();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(go);
      this.#timer ??= this.#lookSoon();
    });
  }

  /** A timer that is on time tells that the thread has little to do. */
  #lookSoon(): NodeJS.Timeout {
    const dueAt = performance.now() + LOOK_MS;
    return setTimeout(() => {
      this.#timer = undefined;
      if (performance.now() - dueAt < LATE_MS) this.#admit(AT_ONCE);
      if (this.#waiting.length > 0) this.#timer ??= this.#lookSoon();
    }, LOOK_MS);
  }

  #admit(count: number): void {
    for (const go of this.#waiting.splice(0, count)) go();
  }
}

/** So many may be in progress whatever the thread has to do. */
const AT_ONCE = 32;
const LOOK_MS = 3;
const LATE_MS = 15;
