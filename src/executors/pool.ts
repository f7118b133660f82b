import { availableParallelism } from 'node:os';
import type { DeviceTask } from '../model/job.ts';
import { sharedConnection } from '../model/login.ts';
import type { Outcome, Verdict } from '../model/outcome.ts';
import type { Link } from '../session/run-job.ts';
import type { Answer, Channel, FromWorker, OpenChannel } from './channel.ts';
import type { Executor, WorkerCount } from './executor.ts';

/** Workers behind message channels: hands tasks out, and turns a worker's death into `worker-lost`. */
export class Pool implements Executor {
  readonly #open: OpenChannel;
  readonly #count: WorkerCount;
  readonly #workers = new Set<PoolWorker>();
  #devices = 1;
  #atOnce = Number.POSITIVE_INFINITY;
  /** Tasks that wait for a worker's exit. */
  readonly #waiting: (() => void)[] = [];
  #nextId = 0;
  /** By the connection to a jump host that they hold. */
  readonly #homes = new Map<string, PoolWorker>();

  /** Starts the first worker at once, so that it gets ready while the inventory is being read. */
  constructor(open: OpenChannel, count: WorkerCount) {
    this.#open = open;
    this.#count = count;
    this.#start();
  }

  expect(devices: number, atOnce: number): void {
    this.#devices = devices;
    this.#atOnce = atOnce;
  }

  async run(task: DeviceTask, link: Link, signal: AbortSignal): Promise<Outcome> {
    while (this.#isFull()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (signal.aborted) {
      link.released();
      return { status: 'cancelled', notes: [], durationMs: 0, attempts: 0 };
    }
    return this.#workerFor(task).run(this.#nextId++, task, link, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
  }

  #start(): PoolWorker {
    const worker = new PoolWorker(this.#open, this.#count === 'per-device', () => {
      this.#workers.delete(worker);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.#workers.add(worker);
    return worker;
  }

  /** A worker that has done its one task is alive until its connection is closed. */
  #isFull(): boolean {
    return (
      this.#count === 'per-device' &&
      this.#workers.size >= this.#atOnce &&
      ![...this.#workers].some((worker) => worker.takesTasks)
    );
  }

  /** Devices behind one connection to a jump host have one worker, which holds it. */
  #workerFor({ device }: DeviceTask): PoolWorker {
    const shared = sharedConnection(device);
    const home = shared === undefined ? undefined : this.#homes.get(shared);
    if (home?.takesTasks) return home;
    const worker = this.#pick();
    if (shared !== undefined) this.#homes.set(shared, worker);
    return worker;
  }

  /** The worker with the least to do; a new one while there may be more of them. */
  #pick(): PoolWorker {
    const usable = [...this.#workers].filter((worker) => worker.takesTasks);
    const [first, ...others] = usable;
    if (!first) return this.#start();
    const idlest = others.reduce((least, worker) => (worker.load < least.load ? worker : least), first);
    return idlest.load === 0 || usable.length >= this.#most() ? idlest : this.#start();
  }

  #most(): number {
    if (this.#count === 'per-device') return Number.POSITIVE_INFINITY;
    if (this.#count !== 'auto') return this.#count;
    const cores = availableParallelism();
    return this.#devices <= Math.max(cores, FEW_DEVICES) ? this.#devices : cores;
  }
}

/** So few devices get a worker each whatever the number of cores. */
const FEW_DEVICES = 4;

/** Time that a worker has for closing its connections before it is ended by force. */
const STOP_MS = 1500;

type Running = {
  readonly link: Link;
  readonly signal: AbortSignal;
  readonly startedAt: number;
  settle: ((outcome: Outcome) => void) | undefined;
  isReleased: boolean;
  /** What it asks and has no answer to. */
  readonly asks: Map<number, AbortController>;
};

/** One worker, and the tasks that it holds. */
class PoolWorker {
  readonly #channel: Channel;
  readonly #isForOneTask: boolean;
  readonly #tasks = new Map<number, Running>();
  readonly #exited: Promise<void>;
  #isSpent = false;

  constructor(open: OpenChannel, isForOneTask: boolean, onExit: () => void) {
    this.#isForOneTask = isForOneTask;
    let exited = () => {};
    this.#exited = new Promise((resolve) => {
      exited = resolve;
    });
    this.#channel = open({
      message: (message) => this.#take(message),
      exit: (reason) => {
        onExit();
        this.#lose(reason);
        exited();
      },
    });
  }

  get takesTasks(): boolean {
    return !this.#isSpent;
  }

  /** Tasks in progress. */
  get load(): number {
    return this.#tasks.size;
  }

  run(id: number, task: DeviceTask, link: Link, signal: AbortSignal): Promise<Outcome> {
    this.#isSpent ||= this.#isForOneTask;
    return new Promise((resolve) => {
      const cancel = () => this.#channel.post({ type: 'cancel', id });
      signal.addEventListener('abort', cancel, { once: true });
      const settle = (outcome: Outcome) => {
        signal.removeEventListener('abort', cancel);
        resolve(outcome);
      };
      this.#tasks.set(id, {
        link,
        signal,
        startedAt: performance.now(),
        settle,
        isReleased: false,
        asks: new Map(),
      });
      this.#channel.post({ type: 'run', id, task });
    });
  }

  /** Resolves when the worker is gone. */
  async stop(): Promise<void> {
    this.#isSpent = true;
    this.#channel.post({ type: 'stop' });
    const force = setTimeout(() => this.#channel.kill(), STOP_MS);
    await this.#exited;
    clearTimeout(force);
  }

  #take(message: FromWorker): void {
    const task = this.#tasks.get(message.id);
    if (!task) return;
    switch (message.type) {
      case 'stage':
        task.link.stage(message.stage);
        return;
      case 'reply':
        task.link.reply(message.reply);
        return;
      case 'ask':
        void this.#answer(message, task);
        return;
      case 'withdraw':
        task.asks.get(message.turn)?.abort();
        return;
      case 'outcome':
        task.settle?.(message.outcome);
        task.settle = undefined;
        break;
      case 'released':
        task.link.released();
        task.isReleased = true;
        break;
    }
    // A connection that never came about is released before its outcome, others after it.
    if (task.settle || !task.isReleased) return;
    this.#tasks.delete(message.id);
    if (this.#isForOneTask) void this.stop();
  }

  async #answer({ id, turn, ask }: Extract<FromWorker, { type: 'ask' }>, task: Running): Promise<void> {
    const withdrawn = new AbortController();
    task.asks.set(turn, withdrawn);
    const answer: Answer = await task.link.ask(ask, withdrawn.signal).then(
      (value) => ({ value }),
      (error: unknown) => ({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    task.asks.delete(turn);
    if (!withdrawn.signal.aborted) this.#channel.post({ type: 'answer', id, turn, answer });
  }

  #lose(reason: string): void {
    this.#isSpent = true;
    for (const { link, signal, settle, startedAt, isReleased, asks } of this.#tasks.values()) {
      for (const withdrawn of asks.values()) withdrawn.abort();
      // Ctrl-C reaches worker processes too, and ends those that do not listen yet.
      const verdict: Verdict = signal.aborted
        ? { status: 'cancelled' }
        : {
            status: 'failed',
            failure: {
              kind: 'worker-lost',
              message: `the worker of this device was lost: ${reason}`,
              hint: 'run it again for this device',
            },
          };
      settle?.({ ...verdict, notes: [], durationMs: performance.now() - startedAt, attempts: 1 });
      if (!isReleased) link.released();
    }
    this.#tasks.clear();
  }
}
