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
      this.#heartbeat.start();
    });
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
        task.link.stage(message.stage);
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
    if (this.#tasks.size === 0) this.#heartbeat.stop();
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
