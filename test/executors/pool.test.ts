import { availableParallelism } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ChannelListener, FromWorker, OpenChannel, ToWorker } from '../../src/executors/channel.ts';
import type { WorkerCount } from '../../src/executors/executor.ts';
import { Pool } from '../../src/executors/pool.ts';
import type { Device } from '../../src/model/device.ts';
import type { Stage } from '../../src/model/event.ts';
import type { Outcome, Reply } from '../../src/model/outcome.ts';
import { deviceOf, jobOf, UNASKED } from './tasks.ts';

const CORES = availableParallelism();

describe('how many workers there are', () => {
  test('the first one starts before anything is known of the devices', () => {
    const { workers } = openPool('auto');
    expect(workers).toHaveLength(1);
  });

  test.each([
    [1, 1],
    [1999, 1],
    [2000, Math.min(2, CORES)],
    [50_000, Math.min(50, CORES)],
  ])('auto: %i devices share %i', (devices, count) => {
    const { pool, workers, start } = openPool('auto');
    pool.expect(devices, devices);
    for (let i = 0; i < devices; i++) start();
    expect(workers).toHaveLength(count);
  });

  test('a number: that many, and no more than are needed', () => {
    const { workers, start } = openPool(3);
    start();
    start();
    expect(workers).toHaveLength(2);
    for (let i = 0; i < 10; i++) start();
    expect(workers.map((worker) => worker.held)).toEqual([4, 4, 4]);
  });

  test('per-device: one for each task, which ends with it', () => {
    const { workers, start } = openPool('per-device');
    for (let i = 0; i < 6; i++) start();
    expect(workers.map((worker) => worker.held)).toEqual([1, 1, 1, 1, 1, 1]);
    workers[2]?.finish();
    expect(workers[2]?.posted.at(-1)).toEqual({ type: 'stop' });
    start();
    expect(workers.map((worker) => worker.held)).toEqual([1, 1, 0, 1, 1, 1, 1]);
  });
});

describe('which worker gets a task', () => {
  test('an idle one, before a new one is started', () => {
    const { workers, start } = openPool(4);
    start();
    workers[0]?.finish();
    start();
    expect(workers.map((worker) => worker.held)).toEqual([1]);
  });

  test('the one with the least to do', () => {
    const { workers, start } = openPool(3);
    for (let i = 0; i < 9; i++) start();
    workers[1]?.finish();
    workers[1]?.finish();
    workers[2]?.finish();
    start();
    start();
    start();
    expect(workers.map((worker) => worker.held)).toEqual([3, 3, 3]);
  });
});

describe('what a worker says', () => {
  test('reaches the task that it is about', async () => {
    const { workers, start } = openPool(1);
    const [first, second] = [start(), start()];
    const [worker] = workers;
    const [one, two] = worker?.ids ?? [];
    worker?.say({ type: 'stage', id: two ?? -1, stage: 'connect', at: 7 });
    worker?.say({ type: 'reply', id: one ?? -1, reply: REPLY });
    worker?.say({ type: 'outcome', id: two ?? -1, outcome: OK });
    expect(await second.outcome).toEqual(OK);
    expect(first).toMatchObject({ stages: [], replies: [REPLY], releases: 0 });
    expect(second).toMatchObject({ stages: ['connect'], replies: [], releases: 0 });
    worker?.say({ type: 'released', id: two ?? -1 });
    expect([first.releases, second.releases]).toEqual([0, 1]);
  });

  test('of a task that it does not hold is ignored', () => {
    const { workers, start } = openPool(1);
    const task = start();
    const id = 4711;
    workers[0]?.say({ type: 'stage', id, stage: 'connect', at: 7 });
    workers[0]?.say({ type: 'reply', id, reply: REPLY });
    workers[0]?.say({ type: 'outcome', id, outcome: OK });
    workers[0]?.say({ type: 'released', id });
    expect(task).toMatchObject({ stages: [], replies: [], releases: 0 });
  });

  test('may be the release before the outcome, where there was no connection', async () => {
    const { workers, start } = openPool(1);
    const task = start();
    const id = workers[0]?.ids[0] ?? -1;
    workers[0]?.say({ type: 'released', id });
    workers[0]?.say({ type: 'outcome', id, outcome: OK });
    expect(await Promise.race([task.outcome, turn()])).toEqual(OK);
    workers[0]?.exit('its thread ended');
    expect(task.releases).toBe(1);
  });
});

describe('cancelling', () => {
  test('is told to the worker once, with the name of the task', () => {
    const { workers, start } = openPool(1);
    start();
    const stop = new AbortController();
    start(stop.signal);
    stop.abort();
    stop.abort();
    const [, id] = workers[0]?.ids ?? [];
    expect(workers[0]?.posted.filter(({ type }) => type === 'cancel')).toEqual([{ type: 'cancel', id }]);
  });

  test('comes to nothing when the task has ended', () => {
    const { workers, start } = openPool(1);
    const stop = new AbortController();
    start(stop.signal);
    workers[0]?.finish();
    stop.abort();
    expect(workers[0]?.posted.filter(({ type }) => type === 'cancel')).toEqual([]);
  });

  test('of a task that has not begun gives it to no worker', async () => {
    const { workers, start } = openPool(1);
    const task = start(AbortSignal.abort());
    expect(await task.outcome).toMatchObject({ status: 'cancelled', attempts: 0 });
    expect(task.releases).toBe(1);
    expect(workers[0]?.posted).toEqual([]);
  });

  test('counts where Ctrl-C ended the worker too', async () => {
    const { workers, start } = openPool(1);
    const stop = new AbortController();
    const task = start(stop.signal);
    stop.abort();
    workers[0]?.exit('its process was ended by SIGINT');
    expect(await task.outcome).toMatchObject({ status: 'cancelled' });
  });
});

describe('the death of a worker', () => {
  test('loses the tasks that it held, and says why', async () => {
    const { workers, start } = openPool(2);
    const tasks = [start(), start(), start()];
    workers[0]?.say({ type: 'reply', id: workers[0].ids[0] ?? -1, reply: REPLY });
    workers[0]?.exit('its thread failed: out of memory');
    for (const place of [0, 2]) {
      expect(await tasks[place]?.outcome).toMatchObject({
        status: 'failed',
        failure: {
          kind: 'worker-lost',
          message: expect.stringContaining('its thread failed: out of memory'),
        },
      });
      expect(tasks[place]?.releases).toBe(1);
    }
    expect(tasks[0]?.replies).toEqual([REPLY]);
    expect(tasks[1]?.releases).toBe(0);
    workers[1]?.finish();
    expect(await tasks[1]?.outcome).toEqual(OK);
  });

  test('makes place for a new one', () => {
    const { workers, start } = openPool(2);
    start();
    start();
    workers[0]?.exit('its thread ended');
    start();
    expect(workers.map((worker) => worker.held)).toEqual([1, 1, 1]);
    start();
    expect(workers).toHaveLength(3);
  });

  test('before it held anything loses nothing', async () => {
    const { workers, start } = openPool(1);
    workers[0]?.exit('its process could not be started');
    const task = start();
    expect(workers.map((worker) => worker.held)).toEqual([0, 1]);
    workers[1]?.finish();
    expect(await task.outcome).toEqual(OK);
  });

  test('between the outcome and the release changes nothing but the release', async () => {
    const { workers, start } = openPool(1);
    const task = start();
    workers[0]?.say({ type: 'outcome', id: workers[0].ids[0] ?? -1, outcome: OK });
    workers[0]?.exit('its thread ended');
    expect(await task.outcome).toEqual(OK);
    expect(task.releases).toBe(1);
  });

  test('that is told twice releases once', async () => {
    const { workers, start } = openPool(1);
    const task = start();
    workers[0]?.exit('its process failed: no memory');
    workers[0]?.exit('its process ended with code 1');
    expect(await task.outcome).toMatchObject({ status: 'failed' });
    expect(task.releases).toBe(1);
  });
});

describe('disposing', () => {
  afterEach(() => void vi.useRealTimers());

  test('stops every worker and waits until the last is gone', async () => {
    const { pool, workers, start } = openPool(2);
    start();
    start();
    for (const worker of workers) worker.finish();
    let isDone = false;
    const disposal = pool[Symbol.asyncDispose]().then(() => {
      isDone = true;
    });
    expect(workers.map(({ posted }) => posted.at(-1))).toEqual([{ type: 'stop' }, { type: 'stop' }]);
    workers[0]?.exit('its thread ended');
    await turn();
    expect(isDone).toBe(false);
    workers[1]?.exit('its thread ended');
    await disposal;
    expect(workers.map(({ kills }) => kills)).toEqual([0, 0]);
  });

  test('ends by force a worker that does not stop', async () => {
    vi.useFakeTimers();
    const { pool, workers, start } = openPool(1);
    const task = start();
    const disposal = pool[Symbol.asyncDispose]();
    await vi.advanceTimersByTimeAsync(1000);
    expect(workers[0]?.kills).toBe(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(workers[0]?.kills).toBe(1);
    workers[0]?.exit('its process was ended by SIGKILL');
    await disposal;
    expect(await task.outcome).toMatchObject({ failure: { kind: 'worker-lost' } });
    expect(task.releases).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaves a worker behind that cannot be ended', async () => {
    vi.useFakeTimers();
    const { pool, workers, start } = openPool(1);
    const task = start();
    const disposal = pool[Symbol.asyncDispose]();
    await vi.advanceTimersByTimeAsync(60_000);
    await disposal;
    expect(workers[0]).toMatchObject({ kills: 1, leaves: 1 });
    expect(await task.outcome).toMatchObject({ failure: { kind: 'worker-lost' } });
    workers[0]?.exit('its thread ended');
    expect(task.releases).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

const DEVICE: Device = deviceOf({
  name: 'R1',
  host: '192.0.2.1',
  port: 22,
  platform: 'cisco_ios',
  username: 'admin',
  password: 'cisco123',
  secret: 's3cr3t-enable',
});

const OK: Outcome = { status: 'ok', notes: [], durationMs: 7, attempts: 1 };
const REPLY: Reply = { command: 'show clock', output: '12:00\n', status: 'ok', durationMs: 1 };

/** A worker that does what the test says. */
class ScriptedWorker {
  readonly posted: ToWorker[] = [];
  kills = 0;
  /** How often it was left behind. */
  leaves = 0;
  readonly #listener: ChannelListener;
  readonly #ended = new Set<number>();

  constructor(listener: ChannelListener) {
    this.#listener = listener;
  }

  /** Names of the tasks that it was given. */
  get ids(): readonly number[] {
    return this.posted.filter((message) => message.type === 'run').map(({ id }) => id);
  }

  /** Tasks that it was given and has not finished. */
  get held(): number {
    return this.ids.length - this.#ended.size;
  }

  say(message: FromWorker): void {
    this.#listener.messages([message]);
  }

  /** Ends its oldest task in order. */
  finish(): void {
    const id = this.ids.find((one) => !this.#ended.has(one)) ?? -1;
    this.#ended.add(id);
    this.say({ type: 'outcome', id, outcome: OK });
    this.say({ type: 'released', id });
  }

  exit(reason: string): void {
    this.#listener.exit(reason);
  }
}

/** A task as its caller sees it. */
type Task = { outcome: Promise<Outcome>; stages: Stage[]; replies: Reply[]; releases: number };

function openPool(count: WorkerCount) {
  const workers: ScriptedWorker[] = [];
  const open: OpenChannel = (listener) => {
    const worker = new ScriptedWorker(listener);
    workers.push(worker);
    return {
      post: (message) => void worker.posted.push(message),
      kill: () => void worker.kills++,
      leave: () => void worker.leaves++,
    };
  };
  const pool = new Pool({ open, devicesWithin: (files) => files }, count);
  const start = (signal = new AbortController().signal): Task => {
    const task: Task = { outcome: new Promise(() => {}), stages: [], replies: [], releases: 0 };
    const link = {
      stage: (stage: Stage) => void task.stages.push(stage),
      reply: (reply: Reply) => void task.replies.push(reply),
      ...UNASKED,
      released: () => void task.releases++,
    };
    task.outcome = pool.run({ device: DEVICE, job: jobOf('show clock') }, link, signal);
    return task;
  };
  return { pool, workers, start };
}

/** Everything that is due has happened by then. */
function turn(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)));
}
