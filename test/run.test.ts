import { getEventListeners } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import type { Executor, Room } from '../src/executors/executor.ts';
import type { Device } from '../src/model/device.ts';
import type { RunEvent } from '../src/model/event.ts';
import type { DeviceTask, Job } from '../src/model/job.ts';
import { newDevice } from '../src/model/new-device.ts';
import type { Outcome, Reply } from '../src/model/outcome.ts';
import { run } from '../src/run.ts';
import type { Link } from '../src/session/run-job.ts';

describe('a device that is tried once more', () => {
  const REFUSED: Outcome = {
    status: 'failed',
    failure: { kind: 'connect', message: 'refused', hint: '' },
    notes: [],
    durationMs: 1,
    attempts: 1,
  };

  test('leaves its slot to others while it waits, and is not given another job', async () => {
    let secondIsDone = () => {};
    const pause = new Promise<void>((resolve) => {
      secondIsDone = resolve;
    });
    const executor = new Scripted(async () => (executor.begun === 1 ? REFUSED : OK));
    const jobs: number[] = [];
    const list = devices(2);
    const events: RunEvent[] = [];
    for await (const event of run(
      list,
      (_, index) => {
        jobs.push(index);
        return JOB;
      },
      {
        executor,
        concurrency: 1,
        again: (outcome, index) =>
          outcome.status === 'failed' ? { device: list[index] ?? device(0), pause } : undefined,
      },
    )) {
      events.push(event);
      if (event.type === 'finished' && event.index === 1) secondIsDone();
    }
    expect(events.map(({ type, index }) => `${type} ${index}`)).toEqual([
      'started 0',
      'started 1',
      'finished 1',
      'again 0',
      'finished 0',
    ]);
    expect(jobs).toEqual([0, 1]);
  });

  test('ends as it had ended when the run is ended meanwhile, with what it had replied', async () => {
    const stop = new AbortController();
    const executor = new Scripted(async ({ link }) => {
      link.reply(reply('one'));
      return REFUSED;
    });
    const [only = device(0)] = devices(1);
    const events = await all(
      run([only], JOB, {
        executor,
        concurrency: 1,
        signal: stop.signal,
        again: () => {
          stop.abort();
          return { device: only, pause: Promise.resolve() };
        },
      }),
    );
    expect(events.map(({ type }) => type)).toEqual(['started', 'replied', 'finished']);
    expect(events.at(-1)).toMatchObject({ outcome: { status: 'failed' } });
    expect(executor.begun).toBe(1);
  });
});

describe('what a run tells', () => {
  test('is nothing for no devices', async () => {
    expect(await all(run([], JOB, { executor: new Scripted(), concurrency: 1 }))).toEqual([]);
  });

  test('comes in the order in which it happens', async () => {
    const executor = new Scripted(async (task) => {
      task.link.stage('connect');
      await turn();
      task.link.reply(reply('one'));
      task.link.reply(reply('two'));
      await turn();
      task.link.stage('logout');
      return OK;
    });
    expect(await all(run(devices(1), JOB, { executor, concurrency: 1 }))).toEqual([
      { type: 'started', index: 0 },
      { type: 'stage', index: 0, stage: 'connect' },
      { type: 'replied', index: 0, reply: reply('one') },
      { type: 'replied', index: 0, reply: reply('two') },
      { type: 'stage', index: 0, stage: 'logout' },
      { type: 'finished', index: 0, outcome: OK },
    ]);
  });

  test('ends with one `finished` per device, and nothing of a device follows it', async () => {
    const executor = new Scripted(async ({ link, place }) => {
      link.stage('connect');
      for (let turns = 0; turns < place % 5; turns++) await turn();
      link.reply(reply('one'));
      return OK;
    });
    const events = await all(run(devices(60), JOB, { executor, concurrency: 7 }));
    for (let index = 0; index < 60; index++) {
      const types = events.filter((event) => event.index === index).map(({ type }) => type);
      expect(types).toEqual(['started', 'stage', 'replied', 'finished']);
    }
  });

  test('begins when it is asked for', async () => {
    const executor = new Scripted();
    const events = run(devices(2), JOB, { executor, concurrency: 2 });
    await turn();
    expect(executor.begun).toBe(0);
    await events.return();
    expect(executor.begun).toBe(0);
  });

  test('carries each device and its own job to the executor, which knows how many there are', async () => {
    const executor = new Scripted();
    const own = (device: Device, index: number): Job => ({
      ...JOB,
      commands: [{ text: `${device.name} ${index}` }],
    });
    const list = devices(3);
    await all(run(list, own, { executor, concurrency: 1 }));
    expect(executor.expected).toEqual([3]);
    expect(executor.tasks.map(({ device }) => device)).toEqual(list);
    expect(executor.tasks.map(({ job }) => job.commands[0]?.text)).toEqual(['r0 0', 'r1 1', 'r2 2']);
  });
});

describe('a device that is not to be contacted', () => {
  test('ends as skipped, in its place, and no executor hears of it', async () => {
    const executor = new Scripted();
    const skip = { skip: 'inventory', notes: ['d.yaml:3:1: this device has no device_type'] };
    const jobOf = (_: Device, index: number) => (index === 1 ? skip : JOB);
    const events = await all(run(devices(3), jobOf, { executor, concurrency: 1 }));
    expect(executor.tasks.map(({ device }) => device.name)).toEqual(['r0', 'r2']);
    expect(events.filter(({ index }) => index === 1)).toEqual([
      {
        type: 'finished',
        index: 1,
        outcome: {
          status: 'skipped',
          reason: 'inventory',
          notes: skip.notes,
          durationMs: 0,
          attempts: 0,
        },
      },
    ]);
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(3);
  });
});

describe('how many devices are in progress', () => {
  test('is never more than the concurrency, and no fewer while some are waiting', async () => {
    const executor = new Scripted(async ({ place }) => {
      for (let turns = 0; turns < 1 + (place % 3); turns++) await turn();
      return OK;
    });
    await all(run(devices(40), JOB, { executor, concurrency: 6 }));
    expect(executor.peak).toBe(6);
    expect(executor.begun).toBe(40);
  });

  test('is no more than the executor has room for, and that is said', async () => {
    const executor = new Scripted(async () => {
      await turn();
      return OK;
    });
    executor.most = 3;
    const notes: string[] = [];
    const note = (text: string) => void notes.push(text);
    await all(run(devices(20), JOB, { executor, concurrency: 6, note }));
    expect(executor.peak).toBe(3);
    expect(notes).toEqual(['fewer at a time']);
  });

  test('is held back by a reader who takes his time', async () => {
    const executor = new Scripted();
    const events = run(devices(20), JOB, { executor, concurrency: 3 });
    let finished = 0;
    for await (const event of events) {
      if (event.type !== 'finished') continue;
      await turn();
      await turn();
      expect(executor.begun).toBeLessThanOrEqual(finished + 3);
      finished++;
    }
    expect(finished).toBe(20);
  });

  test('is one per host and port, until the connection is gone', async () => {
    const executor = new Scripted(async ({ place }) => {
      for (let turns = 0; turns < place % 4; turns++) await turn();
      return OK;
    }, 'released-later');
    const list = Array.from({ length: 24 }, (_, index) =>
      // A host name means the same in capitals.
      device(index, {
        host: ['a.example', 'A.example', 'b.example'][index % 3] ?? '',
        port: 22 + (index % 2),
      }),
    );
    const events = await all(run(list, JOB, { executor, concurrency: 24 }));
    expect(finishedIndexes(events)).toEqual(list.map((_, index) => index));
    expect(executor.peakPerAddress).toBe(1);
    // a and b, on two ports each
    expect(executor.peakOpen).toBe(4);
  });

  test('leaves the slot of a device that waits for its address to others', async () => {
    const executor = new Scripted(async () => OK, 'released-later');
    const list = [device(0, { host: 'a' }), device(1, { host: 'a' }), device(2, { host: 'b' })];
    const started = (await all(run(list, JOB, { executor, concurrency: 1 })))
      .filter(({ type }) => type === 'started')
      .map(({ index }) => index);
    expect(started).toEqual([0, 2, 1]);
  });
});

describe('a run that is stopped', () => {
  test('by its signal tells what becomes of every device', async () => {
    const executor = new Scripted(untilCancelled);
    const stop = new AbortController();
    const events: RunEvent[] = [];
    for await (const event of run(devices(10), JOB, { executor, concurrency: 3, signal: stop.signal })) {
      events.push(event);
      if (events.length === 3) stop.abort();
    }
    expect(finishedIndexes(events)).toEqual(Array.from({ length: 10 }, (_, index) => index));
    const outcomes = events.filter((event) => event.type === 'finished').map(({ outcome }) => outcome);
    for (const outcome of outcomes) expect(outcome.status).toBe('cancelled');
    expect(outcomes.filter(({ attempts }) => attempts > 0)).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'started')).toHaveLength(3);
    expect(executor.begun).toBe(3);
  });

  test('before it began contacts nothing', async () => {
    const executor = new Scripted();
    const options = { executor, concurrency: 2, signal: AbortSignal.abort() };
    const events = await all(run(devices(4), JOB, options));
    expect(events.map(({ type }) => type)).toEqual(['finished', 'finished', 'finished', 'finished']);
    for (const event of events)
      expect(event).toMatchObject({ outcome: { status: 'cancelled', attempts: 0 } });
    expect(executor.begun).toBe(0);
  });

  test('by a reader who leaves cancels what is in progress and waits for it', async () => {
    const executor = new Scripted(untilCancelled);
    for await (const event of run(devices(10), JOB, { executor, concurrency: 4 })) {
      if (event.type === 'started' && event.index === 3) break;
    }
    expect(executor.begun).toBe(4);
    expect(executor.inProgress).toBe(0);
  });

  test('by a reader who leaves at one of several results that came together ends', {
    timeout: 5000,
  }, async () => {
    const executor = new Scripted();
    for await (const event of run(devices(6), JOB, { executor, concurrency: 6 })) {
      if (event.type === 'finished') break;
    }
    expect(executor.inProgress).toBe(0);
  });

  test('by a reader who throws ends with his error', { timeout: 5000 }, async () => {
    const executor = new Scripted();
    const reading = (async () => {
      for await (const event of run(devices(6), JOB, { executor, concurrency: 6 })) {
        if (event.type === 'finished') throw new Error('the disk is full');
      }
    })();
    await expect(reading).rejects.toThrow('the disk is full');
    expect(executor.inProgress).toBe(0);
  });

  test('listens to its signal no more', async () => {
    const { signal } = new AbortController();
    await all(run(devices(3), JOB, { executor: new Scripted(), concurrency: 3, signal }));
    for await (const _ of run(devices(3), JOB, { executor: new Scripted(), concurrency: 3, signal })) break;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a bug', () => {
  test('of an executor that throws comes out, after the others were cancelled', async () => {
    const executor = new Scripted((task) => {
      if (task.place === 2) throw new Error('this never happens');
      return untilCancelled(task);
    });
    const running = all(run(devices(8), JOB, { executor, concurrency: 3 }));
    await expect(running).rejects.toThrow('this never happens');
    await vi.waitFor(() => expect(executor.inProgress).toBe(0));
    expect(executor.begun).toBeLessThanOrEqual(4);
  });

  test('of an executor that rejects comes out', async () => {
    const executor = new Scripted(async () => {
      await turn();
      throw new Error('this never happens');
    });
    await expect(all(run(devices(8), JOB, { executor, concurrency: 3 }))).rejects.toThrow(
      'this never happens',
    );
  });

  test('of a caller who has no job for a device comes out', async () => {
    const executor = new Scripted();
    const jobOf = (_: Device, index: number) => {
      if (index === 1) throw new Error('device 1 has no job');
      return JOB;
    };
    await expect(all(run(devices(3), jobOf, { executor, concurrency: 3 }))).rejects.toThrow(
      'device 1 has no job',
    );
  });
});

test('a run does not wait for a device to say good-bye', { timeout: 5000 }, async () => {
  let release = () => {};
  const executor: Executor = {
    expect: (_devices, atOnce) => ({ atOnce }),
    async run(_task, link) {
      release = () => link.released();
      return OK;
    },
    async [Symbol.asyncDispose]() {},
  };
  const events = await all(run(devices(1), JOB, { executor, concurrency: 1 }));
  expect(events.at(-1)).toEqual({ type: 'finished', index: 0, outcome: OK });
  release();
});

test('five thousand devices overflow nothing', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => void warnings.push(warning);
  process.on('warning', onWarning);
  const executor = new Scripted(async ({ link, place }) => {
    link.reply(reply('one'));
    if (place % 100 === 0) await turn();
    return OK;
  });
  const { signal } = new AbortController();
  let finished = 0;
  for await (const { type } of run(devices(5000), JOB, { executor, concurrency: 200, signal })) {
    if (type === 'finished') finished++;
  }
  await turn();
  process.off('warning', onWarning);
  expect(finished).toBe(5000);
  expect(executor.peak).toBeLessThanOrEqual(200);
  expect(warnings).toEqual([]);
});

test('five thousand devices at one address are served one after the other', async () => {
  const executor = new Scripted(async () => OK);
  const list = Array.from({ length: 5000 }, (_, index) => device(index, { host: 'console-server' }));
  expect(finishedIndexes(await all(run(list, JOB, { executor, concurrency: 200 })))).toHaveLength(5000);
  expect(executor.peakPerAddress).toBe(1);
});

const OK: Outcome = { status: 'ok', notes: [], durationMs: 1, attempts: 1 };

const JOB: Job = {
  commands: [{ text: 'show clock' }],
  enable: 'auto',
  shell: 'auto',
  deadlines: { connectMs: 1000, loginMs: 1000, idleMs: 1000, deviceMs: 1000 },
  answers: [],
  rejectCheck: true,
  pipelining: false,
  output: { maxBytes: 2 ** 26, spillFolder: undefined },
};

type ScriptedTask = { readonly place: number; readonly link: Link; readonly signal: AbortSignal };

/** An executor that does what the test says, and counts. */
class Scripted implements Executor {
  readonly expected: number[] = [];
  /** There is room for no more at the same time. */
  most = Number.POSITIVE_INFINITY;
  readonly tasks: DeviceTask[] = [];
  inProgress = 0;
  peak = 0;
  /** The most connections at one time: to all, and to one address. */
  peakOpen = 0;
  peakPerAddress = 0;
  readonly #open = new Map<string, number>();
  readonly #script: (task: ScriptedTask) => Promise<Outcome>;
  readonly #manner: 'released-at-once' | 'released-later';

  constructor(
    script: (task: ScriptedTask) => Promise<Outcome> = async () => OK,
    manner: 'released-at-once' | 'released-later' = 'released-at-once',
  ) {
    this.#script = script;
    this.#manner = manner;
  }

  get begun(): number {
    return this.tasks.length;
  }

  expect(count: number, atOnce: number): Room {
    this.expected.push(count);
    return { atOnce: Math.min(atOnce, this.most), ...(atOnce > this.most && { note: 'fewer at a time' }) };
  }

  /** Not async, so that a script may throw at once. */
  run(task: DeviceTask, link: Link, signal: AbortSignal): Promise<Outcome> {
    const place = this.tasks.push(task) - 1;
    const address = `${task.device.host.toLowerCase()}:${task.device.port}`;
    this.inProgress++;
    this.peak = Math.max(this.peak, this.inProgress);
    this.#connect(address);
    const ended = () => {
      this.inProgress--;
      void this.#release(address, link);
    };
    try {
      return this.#script({ place, link, signal }).finally(ended);
    } catch (error) {
      ended();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #connect(address: string): void {
    const here = (this.#open.get(address) ?? 0) + 1;
    this.#open.set(address, here);
    this.peakPerAddress = Math.max(this.peakPerAddress, here);
    const everywhere = [...this.#open.values()].reduce((sum, count) => sum + count, 0);
    this.peakOpen = Math.max(this.peakOpen, everywhere);
  }

  async #release(address: string, link: Link): Promise<void> {
    if (this.#manner === 'released-later') for (let turns = 0; turns < 3; turns++) await turn();
    this.#open.set(address, (this.#open.get(address) ?? 0) - 1);
    link.released();
  }
}

function untilCancelled({ signal }: ScriptedTask): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = () => setImmediate(() => resolve({ ...OK, status: 'cancelled' }));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function device(index: number, fields: Partial<Device> = {}): Device {
  return newDevice({
    name: `r${index}`,
    host: `r${index}.example`,
    platform: 'cisco_ios',
    username: 'admin',
    password: 'pass-word-of-the-test',
    ...fields,
  });
}

function devices(count: number): readonly Device[] {
  return Array.from({ length: count }, (_, index) => device(index));
}

function reply(command: string): Reply {
  return { command, output: `${command}\n`, status: 'ok', durationMs: 1 };
}

async function all(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const list: RunEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

function finishedIndexes(events: readonly RunEvent[]): readonly number[] {
  return events
    .filter(({ type }) => type === 'finished')
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

/** One turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => resolve()));
}
