import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Executor } from './executors/executor.ts';
import { loginGuard } from './login-guard.ts';
import { type Answerers, type Ask, answerTo, UNANSWERED } from './model/ask.ts';
import type { Device } from './model/device.ts';
import type { RunEvent, Stage } from './model/event.ts';
import type { Job } from './model/job.ts';
import type { Outcome, Reply } from './model/outcome.ts';
import type { Skip } from './model/skip.ts';

/** How a run is made, and who is asked and told meanwhile. */
export type RunOptions = {
  /** Where the devices' tasks run; the caller disposes of it. */
  readonly executor: Executor;
  /** Devices in progress at the same time; absent: 100. */
  readonly concurrency?: number;
  /**
   * Who answers what devices' sessions ask. Where nobody says which logins may begin (`authenticate`), a guard does; what
   * else nobody answers is answered as `UNANSWERED` says: every host key is taken, and nobody is asked.
   */
  readonly answerers?: Partial<Answerers>;
  /** Rejections in a row that stop a credential for the rest of the run, for that guard; 0: no limit. Absent: 3. */
  readonly maxAuthFailures?: number;
  /** Is told what the user should know although it is no failure, such as that this system allows fewer at a time. */
  readonly note?: (note: string) => void;
  /** Resolves when a device may take a slot; absent: at once. */
  readonly turn?: (index: number, signal: AbortSignal) => Promise<void>;
  /**
   * Asked when a device has ended, before its `finished`.
   * @returns what to try once more with in its place; undefined: that was it
   */
  readonly again?: (
    outcome: Outcome,
    index: number,
    signal: AbortSignal,
  ) => NextTry | undefined | Promise<NextTry | undefined>;
  /** Ends the run: what is in progress is `cancelled` with what had arrived, the rest is not begun. */
  readonly signal?: AbortSignal;
};

/** A device that is tried once more. */
type NextTry = {
  readonly device: Device;
  /** Waited for before, while other devices have its slot; it never rejects. Absent: it is tried at once. */
  readonly pause?: Promise<void>;
};

/**
 * Runs a job on every device and tells what happens, as it happens.
 * Never more than one session to the same host and port at a time. A device's slot is free for the next one when its
 * `finished` event has been taken, so a slow reader slows the run down instead of filling the memory.
 * @param job what is to be done, or what is to be done on each device; one with a Skip ends as `skipped` at once
 * @returns events; per device exactly one `finished`
 */
export async function* run(
  devices: readonly Device[],
  job: Job | ((device: Device, index: number) => Job | Skip),
  options: RunOptions,
): AsyncGenerator<RunEvent, void, void> {
  const { executor, concurrency = 100, maxAuthFailures = 3 } = options;
  const { authenticate, authenticated } = options.answerers ?? {};
  const guard = authenticate ? undefined : loginGuard(devices, maxAuthFailures, authenticated);
  const answerers: Answerers = { ...UNANSWERED, ...options.answerers, ...guard?.answerers };
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // every device in progress listens
  const onAbort = () => stop.abort();
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });

  const events = new EventQueue();
  const room = executor.expect(devices.length, concurrency);
  if (room.note !== undefined) options.note?.(room.note);
  const limit = pLimit(room.atOnce);

  /** @returns how a device goes on that leaves its slot for a while; undefined: it has finished */
  const runInSlot = async (
    { device, past }: Begun,
    index: number,
    released: () => void,
  ): Promise<(Begun & { readonly pause: Promise<void> }) | undefined> => {
    if (stop.signal.aborted) {
      released();
      await events.put({ type: 'finished', index, outcome: past?.outcome ?? NOT_BEGUN });
      return undefined;
    }
    const what = past?.job ?? (typeof job === 'function' ? job(device, index) : job);
    if ('skip' in what) {
      released();
      await events.put({ type: 'finished', index, outcome: skipped(what) });
      return undefined;
    }
    events.tell(past ? { type: 'again', index, outcome: past.outcome } : { type: 'started', index });
    const told = {
      stage: (stage: Stage, at?: number) =>
        events.tell({ type: 'stage', index, stage, ...(at === undefined ? {} : { at }) }),
      reply: (reply: Reply) => events.tell({ type: 'replied', index, reply }),
      ask: async <A extends Ask>(ask: A, signal: AbortSignal) => answerTo(ask, answerers, index, signal),
    };
    let attempts = past?.outcome.attempts ?? 0;
    for (let next = device; ; ) {
      const gone = new Gone();
      const link = { ...told, released: () => gone.set() };
      const last = await executor.run({ device: next, job: what }, link, stop.signal);
      guard?.finished(index);
      attempts += last.attempts;
      const outcome = { ...last, attempts };
      const second = stop.signal.aborted ? undefined : await options.again?.(outcome, index, stop.signal);
      if (!second) {
        void gone.promise.then(released);
        await events.put({ type: 'finished', index, outcome });
        return undefined;
      }
      await gone.promise;
      next = second.device;
      if (second.pause) return { device: next, past: { job: what, outcome }, pause: second.pause };
      events.tell({ type: 'again', index, outcome });
    }
  };
  const runOne = async (device: Device, index: number, released: () => void): Promise<void> => {
    let rest = await limit(() => runInSlot({ device, past: undefined }, index, released));
    while (rest) {
      const begun = rest;
      await begun.pause;
      rest = await limit(() => runInSlot(begun, index, released));
    }
  };

  const all = [...groupByAddress(devices)].map(async (group) => {
    for (const [place, { device, index }] of group.entries()) {
      await options.turn?.(index, stop.signal);
      // The next session to the same address waits until this one's connection is gone; for the last one's nobody waits.
      await new Promise<void>((resolve, reject) => {
        let open = place + 1 < group.length ? 2 : 1;
        const partDone = () => {
          open--;
          if (open === 0) resolve();
        };
        const released = place + 1 < group.length ? partDone : () => {};
        runOne(device, index, released).then(partDone, reject);
      });
    }
  });
  const whole = Promise.all(all).then(
    () => events.close(),
    (error: unknown) => events.close(error),
  );
  try {
    yield* events.take();
  } finally {
    stop.abort();
    events.discard();
    await whole;
    options.signal?.removeEventListener('abort', onAbort);
  }
}

const NOT_BEGUN: Outcome = { status: 'cancelled', notes: [], durationMs: 0, attempts: 0 };

function skipped({ skip, notes }: Skip): Outcome {
  return { status: 'skipped', reason: skip, notes, durationMs: 0, attempts: 0 };
}

/** A device, and what has come of it before; undefined: nothing yet. */
type Begun = {
  readonly device: Device;
  readonly past: { readonly job: Job; readonly outcome: Outcome } | undefined;
};

type Place = { readonly device: Device; readonly index: number };

function groupByAddress(devices: readonly Device[]): Iterable<readonly Place[]> {
  const groups = new Map<string, Place[]>();
  for (const [index, device] of devices.entries()) {
    const address = `${device.host.toLowerCase()} ${device.port}`;
    const group = groups.get(address);
    if (group) group.push({ device, index });
    else groups.set(address, [{ device, index }]);
  }
  return groups.values();
}

/** The connection of one try is gone. */
class Gone {
  set: () => void = () => {};
  readonly promise = new Promise<void>((resolve) => {
    this.set = resolve;
  });
}

/** Events on their way to the one who iterates. */
class EventQueue {
  #waiting: { readonly event: RunEvent; readonly taken: () => void }[] = [];
  #wake: () => void = () => {};
  #end: { readonly error?: unknown } | undefined;
  #isDiscarded = false;

  /** Resolves when the event has been dealt with. */
  put(event: RunEvent): Promise<void> {
    return new Promise((taken) => this.tell(event, taken));
  }

  /** @param taken called when the event has been dealt with */
  tell(event: RunEvent, taken: () => void = () => {}): void {
    if (this.#isDiscarded) {
      taken();
      return;
    }
    this.#waiting.push({ event, taken });
    this.#wake();
  }

  close(error?: unknown): void {
    this.#end = error === undefined ? {} : { error };
    this.#wake();
  }

  /** Nobody takes events any more. */
  discard(): void {
    this.#isDiscarded = true;
    for (const { taken } of this.#waiting.splice(0)) taken();
  }

  async *take(): AsyncGenerator<RunEvent, void, void> {
    for (;;) {
      // One by one, so that those behind an event at which the reader leaves are still there to be discarded.
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        try {
          yield next.event;
        } finally {
          next.taken();
        }
      }
      if (this.#end) {
        if ('error' in this.#end) throw this.#end.error;
        return;
      }
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }
}
