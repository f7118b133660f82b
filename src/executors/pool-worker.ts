import type { DeviceTask } from '../model/job.ts';
import type { Outcome, Verdict } from '../model/outcome.ts';
import type { Link } from '../session/run-job.ts';
import type { Answer, Channel, FromWorker, OpenChannel } from './channel.ts';
import { Heartbeat } from './heartbeat.ts';

/** One worker, and the tasks that it holds: its death is their `worker-lost`. */
export class PoolWorker {
  readonly #channel: Channel;
  readonly #isForOneTask: boolean;
  readonly #tasks = new Map<number, Running>();
  readonly #heeded = new WeakSet<AbortSignal>();
  readonly #exited: Promise<void>;
  readonly #heartbeat = new Heartbeat({
    ask: () => this.#channel.post({ type: 'ping' }),
    silent: (seconds) => this.#giveUp(`it has not answered for ${seconds} s`),
  });
  #gone: (reason: string) => void = () => {};
  #isSpent = false;
  /** Why it was ended by force. */
  #fault: string | undefined;

  /** @param onExit called when it is gone, before its tasks hear of it */
  constructor(open: OpenChannel, isForOneTask: boolean, onExit: () => void) {
    this.#isForOneTask = isForOneTask;
    let exited = () => {};
    this.#exited = new Promise((resolve) => {
      exited = resolve;
    });
    this.#channel = open({
      messages: (messages) => {
        this.#heartbeat.heard();
        for (const message of messages) this.#take(message);
      },
      exit: (reason) => this.#gone(reason),
    });
    this.#gone = (reason) => {
      this.#heartbeat.stop();
      onExit();
      this.#lose(this.#fault ?? reason);
      exited();
    };
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
    this.#heed(signal);
    return new Promise((settle) => {
      this.#tasks.set(id, {
        link,
        signal,
        startedAt: performance.now(),
        settle,
        isReleased: false,
        withdrawn: undefined,
      });
      this.#channel.post({ type: 'run', id, task });
      this.#heartbeat.start();
    });
  }

  /** One listener for all tasks that a signal ends, since an event target goes through all that it has for each new one. */
  #heed(signal: AbortSignal): void {
    if (this.#heeded.has(signal)) return;
    this.#heeded.add(signal);
    const cancel = () => {
      for (const [id, task] of this.#tasks) {
        if (task.signal === signal && task.settle) this.#channel.post({ type: 'cancel', id });
      }
    };
    signal.addEventListener('abort', cancel, { once: true });
    void this.#exited.then(() => signal.removeEventListener('abort', cancel));
  }

  /** Resolves when the worker is gone. */
  async stop(): Promise<void> {
    this.#isSpent = true;
    this.#channel.post({ type: 'stop' });
    const force = setTimeout(() => this.#giveUp('it did not stop'), STOP_MS);
    await this.#exited;
    clearTimeout(force);
  }

  /** Ends it by force. A thread in the midst of native code is not ended even so, and nobody waits longer for it. */
  #giveUp(fault: string): void {
    this.#fault = fault;
    this.#isSpent = true;
    this.#channel.kill();
    const late = setTimeout(() => {
      this.#channel.leave();
      this.#gone(fault);
    }, STOP_MS);
    void this.#exited.then(() => clearTimeout(late));
  }

  #take(message: FromWorker): void {
    if (message.type === 'pong') return;
    const task = this.#tasks.get(message.id);
    if (!task) return;
    switch (message.type) {
      case 'stage':
        task.link.stage(message.stage, message.at);
        return;
      case 'reply':
        task.link.reply(message.reply);
        return;
      case 'ask':
        void this.#answer(message, task);
        return;
      case 'report':
        // The run may be over before it arrives.
        task.link.ask(message.report, task.signal).catch(() => {});
        return;
      case 'withdraw':
        task.withdrawn?.abort();
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
    if (this.#tasks.size === 0) this.#heartbeat.stop();
    if (this.#isForOneTask) void this.stop();
  }

  async #answer({ id, turn, ask }: Extract<FromWorker, { type: 'ask' }>, task: Running): Promise<void> {
    task.withdrawn ??= new AbortController();
    const { signal } = task.withdrawn;
    const answer: Answer = await task.link.ask(ask, signal).then(
      (value) => ({ value }),
      (error: unknown) => ({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    if (!signal.aborted) this.#channel.post({ type: 'answer', id, turn, answer });
  }

  #lose(reason: string): void {
    this.#isSpent = true;
    for (const { link, signal, settle, startedAt, isReleased, withdrawn } of this.#tasks.values()) {
      withdrawn?.abort();
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

/** Time that a worker has for closing its connections before it is ended by force. */
const STOP_MS = 1500;

type Running = {
  readonly link: Link;
  readonly signal: AbortSignal;
  readonly startedAt: number;
  settle: ((outcome: Outcome) => void) | undefined;
  isReleased: boolean;
  /** Aborts when nobody waits for answers any more: then the session is over, and asks nothing else. Absent: it has not asked. */
  withdrawn: AbortController | undefined;
};
