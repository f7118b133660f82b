import { once } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Executor } from '../../src/executors/executor.ts';
import { type Lab, type LabOptions, startLab } from '../../src/lab/lab.ts';
import type { Answerers, HostKeyAsk } from '../../src/model/ask.ts';
import type { Device } from '../../src/model/device.ts';
import type { RunEvent } from '../../src/model/event.ts';
import type { DeviceTask, Job } from '../../src/model/job.ts';
import type { Outcome, Reply } from '../../src/model/outcome.ts';
import { run } from '../../src/run.ts';
import type { Link } from '../../src/session/run-job.ts';
import { builtExecutors } from './built.ts';
import { deviceOf, jobOf, UNASKED } from './tasks.ts';
import { WorkerWatch } from './worker-watch.ts';

const { inline, threads, processes } = await builtExecutors();

type Case = { readonly title: string; readonly open: () => Executor; readonly workers: 'none' | 'some' };

const CASES: readonly Case[] = [
  { title: 'inline', open: inline, workers: 'none' },
  ...(['auto', 'per-device', 2] as const).flatMap((count): readonly Case[] => [
    { title: `threads, workers ${count}`, open: () => threads(count), workers: 'some' },
    { title: `processes, workers ${count}`, open: () => processes(count), workers: 'some' },
  ]),
];

describe.each(CASES)('the executor contract: $title', ({ open, workers }) => {
  test('fifty devices give each its own output', { timeout: 120_000 }, async () => {
    await using stage = await setUp(open, { devices: 50 });
    const { ends, events } = await stage.run(jobOf('show privilege', 'show running-config'), 12);
    expect(ends).toHaveLength(50);
    for (const [index, { outcome, replies }] of ends.entries()) {
      expect(outcome).toMatchObject({ status: 'ok', attempts: 1 });
      expect(replies.map(({ command, status }) => [command, status])).toEqual([
        ['show privilege', 'ok'],
        ['show running-config', 'ok'],
      ]);
      expect(replies[0]?.output).toBe('Current privilege level is 15\n');
      expect(replies[1]?.output).toContain(`\nhostname R${index + 1}\n`);
    }
    expectOneFinishedEach(events, 50);
    expect(stage.lab.counters).toMatchObject({ connections: 50, sessionsPeakPerDevice: 1 });
    expect(stage.lab.counters.sessionsPeak).toBeGreaterThan(1);
  });

  test('outputs of megabytes arrive whole', async () => {
    await using stage = await setUp(open, { devices: 3 });
    const { ends } = await stage.run(jobOf('show bytes 3000000', 'show privilege'), 3);
    for (const { outcome, replies } of ends) {
      expect(outcome.status).toBe('ok');
      expect(replies.map(({ output }) => output.length)).toEqual([3_000_000, 30]);
    }
  });

  test('a connection that breaks off fails with what had come, and troubles no other', async () => {
    const broken = { behaviour: { fault: { after: 'half-output', effect: 'close' } } } as const;
    await using stage = await setUp(open, { devices: [broken, {}, broken, {}, {}] });
    const { ends, events } = await stage.run(jobOf('terminal monitor', 'show version'), 5);
    for (const index of [0, 2]) {
      expect(ends[index]?.outcome).toMatchObject({ status: 'failed', failure: { kind: 'closed' } });
      const [earlier, last, ...others] = ends[index]?.replies ?? [];
      expect(earlier).toMatchObject({ command: 'terminal monitor', output: '', status: 'ok' });
      expect(last).toMatchObject({ command: 'show version', status: 'partial' });
      expect(last?.output).toMatch(/^Cisco IOS Software/);
      expect(others).toEqual([]);
    }
    for (const index of [1, 3, 4]) expect(ends[index]?.outcome.status).toBe('ok');
    expectOneFinishedEach(events, 5);
  });

  test('a device that refuses the connection fails, and troubles no other', async () => {
    await using stage = await setUp(open, { devices: 2 });
    const [first, second] = stage.devices;
    if (!first || !second) throw new Error('the lab has two devices');
    // TCP port 1 is reserved, and nothing in the world listens there.
    const { ends, events } = await stage.runOn([{ ...first, port: 1 }, second], jobOf('show privilege'), 2);
    expect(ends[0]).toMatchObject({
      outcome: { status: 'failed', failure: { kind: 'connect' } },
      replies: [],
    });
    expect(ends[1]?.outcome.status).toBe('ok');
    expectOneFinishedEach(events, 2);
  });

  test('a cancelled run ends every device once, with what had come', async () => {
    await using stage = await setUp(open, { devices: 10 });
    const stop = new AbortController();
    const running = stage.run(jobOf('show clock', 'show slow'), 6, stop.signal);
    const inProgress = stage.lab.devices.slice(0, 6);
    await vi.waitFor(() => {
      for (const device of inProgress) expect(stage.lab.typed(device)[0]).toContain('show slow\r');
      expect(stage.replies).toBe(6);
    }, SOON);
    stop.abort();
    const { ends, events } = await running;
    for (const { outcome, replies } of ends.slice(0, 6)) {
      expect(outcome).toMatchObject({ status: 'cancelled', attempts: 1 });
      expect(replies).toMatchObject([
        { command: 'show clock', output: expect.stringMatching(/^\*?\d\d:/), status: 'ok' },
        { command: 'show slow', output: expect.stringMatching(/^\.*$/), status: 'partial' },
      ]);
    }
    for (const { outcome, replies } of ends.slice(6)) {
      expect(outcome).toMatchObject({ status: 'cancelled', attempts: 0 });
      expect(replies).toEqual([]);
    }
    expectOneFinishedEach(events, 10);
    expect(stage.lab.counters.connections).toBe(6);
  });

  test('what a session asks is answered by the main thread, each device by itself', async () => {
    await using stage = await setUp(open, { devices: 4 });
    const asked: (readonly [number, HostKeyAsk])[] = [];
    const { ends, events } = await stage.run(jobOf('show privilege'), 4, undefined, {
      'host-key': async (ask, index) => {
        asked.push([index, ask]);
        await setImmediate();
        return index === 2
          ? { verdict: 'refuse', why: 'it is not the key of R3', hint: '' }
          : { verdict: 'accept' };
      },
    });
    expect(asked.toSorted(([a], [b]) => a - b)).toEqual(
      stage.devices.map(({ host, port }, index) => [
        index,
        {
          type: 'host-key',
          host,
          port,
          path: [],
          keyType: expect.any(String),
          key: expect.stringMatching(/^AAAA/),
        },
      ]),
    );
    expect(ends[2]?.outcome).toMatchObject({
      failure: { kind: 'host-key', message: 'it is not the key of R3' },
    });
    for (const index of [0, 1, 3]) expect(ends[index]?.outcome.status).toBe('ok');
    expectOneFinishedEach(events, 4);
  });

  test('waiting for an answer counts in no deadline', async () => {
    await using stage = await setUp(open, { devices: 1 });
    const { deadlines, ...job } = jobOf('show privilege');
    const short = { ...job, deadlines: { ...deadlines, loginMs: 1500, deviceMs: 3000 } };
    const { ends } = await stage.run(short, 1, undefined, {
      'host-key': async () => {
        await setTimeout(3500);
        return { verdict: 'accept' };
      },
    });
    expect(ends[0]?.outcome.status).toBe('ok');
  });

  test('a question is withdrawn when its device is cancelled', async () => {
    await using stage = await setUp(open, { devices: 2 });
    const stop = new AbortController();
    const withdrawn: Promise<unknown>[] = [];
    const { ends } = await stage.run(jobOf('show privilege'), 2, stop.signal, {
      'host-key': async (_ask, _index, signal) => {
        withdrawn.push(once(signal, 'abort'));
        if (withdrawn.length === 2) stop.abort();
        await once(signal, 'abort');
        return { verdict: 'accept' };
      },
    });
    await Promise.all(withdrawn);
    for (const { outcome } of ends) expect(outcome.status).toBe('cancelled');
  });

  test('an answer that fails by a bug fails its device as one', async () => {
    await using stage = await setUp(open, { devices: 2 });
    const { ends } = await stage.run(jobOf('show privilege'), 2, undefined, {
      'host-key': (_ask, index) => {
        if (index === 0) throw new Error('this never happens');
        return { verdict: 'accept' };
      },
    });
    expect(ends[0]?.outcome).toMatchObject({
      failure: { kind: 'bug', message: expect.stringContaining('this never happens') },
    });
    expect(ends[1]?.outcome.status).toBe('ok');
  });

  test('a task that was cancelled before it began contacts nothing', async () => {
    await using stage = await setUp(open, { devices: 3 });
    stage.executor.expect(3, 3);
    const outcomes = await Promise.all(
      stage.devices.map((device) =>
        stage.executor.run({ device, job: jobOf('show clock') }, DEAF, AbortSignal.abort()),
      ),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'cancelled', attempts: 0 });
    await stage.disposeExecutor();
    expect(stage.lab.counters.connections).toBe(0);
  });

  test.runIf(workers === 'some')('the death of a worker loses its device alone', async () => {
    await using stage = await setUp(open, { devices: 6 });
    const { executor, watch, lab } = stage;
    const [first, second, ...others] = stage.devices;
    if (!first || !second) throw new Error('the lab has six devices');
    executor.expect(1000, 6); // so many that there is a worker for each core
    const stop = new AbortController();
    const start = (device: Device, job: Job) => {
      const replies: Reply[] = [];
      const link = { ...DEAF, reply: (reply: Reply) => void replies.push(reply) };
      return executor.run({ device, job }, link, stop.signal).then((outcome) => ({ outcome, replies }));
    };
    const endless = [first, second].map((device) => start(device, jobOf('show clock', 'show slow')));
    await vi.waitFor(() => {
      for (const device of lab.devices.slice(0, 2)) expect(lab.typed(device)[0]).toContain('show slow\r');
      expect(stage.replies).toBe(2);
    }, SOON);
    const bornBefore = watch.born.length;

    watch.born[0]?.kill();
    const lost = await Promise.race(endless);
    expect(lost.outcome).toMatchObject({
      status: 'failed',
      failure: {
        kind: 'worker-lost',
        message: expect.stringMatching(/worker/),
        hint: expect.stringMatching(/./),
      },
    });
    expect(lost.replies).toMatchObject([{ command: 'show clock', status: 'ok' }]);

    const later = await Promise.all(others.map((device) => start(device, jobOf('show privilege'))));
    for (const { outcome } of later) expect(outcome.status).toBe('ok');
    expect(watch.born.length, 'workers after the death').toBeGreaterThan(bornBefore);

    stop.abort();
    const ends = await Promise.all(endless);
    if (bornBefore === 1) return; // one core has one worker, which held both
    const survivor = ends.find((end) => end !== lost && end.outcome !== lost.outcome);
    expect(survivor).toMatchObject({
      outcome: { status: 'cancelled' },
      replies: [
        { command: 'show clock', status: 'ok' },
        { command: 'show slow', status: 'partial' },
      ],
    });
  });

  test.runIf(workers === 'some')('an exception in a worker loses what it held alone', async () => {
    await using stage = await setUp(open, { devices: 4 });
    const { executor, devices } = stage;
    executor.expect(5, 5);
    // No part foresees a task without a job, and nobody catches what comes of it.
    const broken = { device: devices[0], job: undefined } as unknown as DeviceTask;
    const lost = await executor.run(broken, DEAF, new AbortController().signal);
    expect(lost).toMatchObject({ status: 'failed', failure: { kind: 'worker-lost' } });
    const { ends } = await stage.run(jobOf('show privilege'), 4);
    for (const { outcome } of ends) expect(outcome.status).toBe('ok');
  });

  test.runIf(workers === 'some')('a worker that dies with nothing to do is replaced unseen', async () => {
    await using stage = await setUp(open, { devices: 2 });
    const [worker] = stage.watch.born;
    worker?.kill();
    await worker?.ended;
    const { ends } = await stage.run(jobOf('show privilege'), 2);
    expect(ends.map(({ outcome }) => outcome.status)).toEqual(['ok', 'ok']);
  });
});

describe.each([
  { title: 'threads', open: threads },
  { title: 'processes', open: processes },
])('$title for one device each', ({ open }) => {
  test('no more workers are alive than devices may be in progress', async () => {
    await using stage = await setUp(() => open('per-device'), { devices: 12 });
    const { ends } = await stage.run(jobOf('show privilege'), 3);
    for (const { outcome } of ends) expect(outcome.status).toBe('ok');
    expect(stage.watch.born).toHaveLength(12);
    expect(stage.watch.peak).toBeLessThanOrEqual(3);
  });
});

describe.each([
  { title: 'thread', open: () => threads(1) },
  { title: 'process', open: () => processes(1) },
])('a $title that stops answering', ({ open }) => {
  test('is replaced, and what it held is lost', async () => {
    await using stage = await setUp(open, { devices: 4 });
    const { executor, watch, devices } = stage;
    const [first, ...others] = devices;
    if (!first) throw new Error('the lab has four devices');
    executor.expect(4, 4);
    // Of the question's sixty characters a backtracking regular expression tries every partition.
    const job = { ...jobOf('clear counters'), answers: [{ question: /^(.+)+!$/, text: 'y' }] };
    const lost = await executor.run({ device: first, job }, DEAF, new AbortController().signal);
    expect(lost).toMatchObject({
      status: 'failed',
      failure: { kind: 'worker-lost', message: expect.stringContaining('has not answered for 10 s') },
    });
    const { ends } = await stage.runOn(others, jobOf('show privilege'), 3);
    for (const { outcome } of ends) expect(outcome.status).toBe('ok');
    expect(watch.born).toHaveLength(2);
  });
});

test('a worker process that the system has stopped is replaced', async () => {
  await using stage = await setUp(() => processes(1), { devices: 3 });
  const running = stage.run(jobOf('show clock', 'show slow'), 1);
  await vi.waitFor(() => expect(stage.replies).toBe(1), SOON);
  stage.watch.born[0]?.process?.kill('SIGSTOP');
  // The second device's worker is a new one.
  await vi.waitFor(() => expect(stage.replies).toBe(2), { timeout: 30_000, interval: 50 });
  expect(stage.watch.born).toHaveLength(2);
  for (const worker of stage.watch.born) worker.kill();
  await vi.waitFor(() => expect(stage.replies).toBe(3), SOON);
  stage.watch.born[2]?.kill();
  const { ends } = await running;
  for (const { outcome } of ends) expect(outcome).toMatchObject({ failure: { kind: 'worker-lost' } });
});

test('a worker process leaves it to the main process what Ctrl-C means', async () => {
  await using stage = await setUp(() => processes(2), { devices: 2 });
  const stop = new AbortController();
  const running = stage.run(jobOf('show clock', 'show slow'), 2, stop.signal);
  await vi.waitFor(() => {
    for (const device of stage.lab.devices) expect(stage.lab.typed(device)[0]).toContain('show slow\r');
  }, SOON);
  for (const { process } of stage.watch.born) process?.kill('SIGINT');
  stop.abort();
  const { ends } = await running;
  expect(ends.map(({ outcome }) => outcome.status)).toEqual(['cancelled', 'cancelled']);
});

test('a worker process that nobody needs ends in order', async () => {
  await using stage = await setUp(() => processes('auto'), { devices: 1 });
  await stage.disposeExecutor();
  expect(stage.watch.born.map(({ process }) => process?.exitCode)).toEqual([0]);
});

const SOON = { timeout: 15_000, interval: 10 };

const DEAF: Link = { reply() {}, stage() {}, ...UNASKED, released() {} };

/** All that became of one device. */
type End = { readonly outcome: Outcome; readonly replies: readonly Reply[] };

/** A lab, an executor, and what is seen of both. */
interface Stage extends AsyncDisposable {
  readonly lab: Lab;
  readonly devices: readonly Device[];
  /** What was opened; sees to it that each task is released once. */
  readonly executor: Executor;
  readonly watch: WorkerWatch;
  /** Replies that have come in. */
  readonly replies: number;
  run(job: Job, concurrency: number, signal?: AbortSignal, answerers?: Partial<Answerers>): Promise<Ran>;
  runOn(
    devices: readonly Device[],
    job: Job,
    concurrency: number,
    signal?: AbortSignal,
    answerers?: Partial<Answerers>,
  ): Promise<Ran>;
  /** Disposes of the executor and checks that nothing of it is left. */
  disposeExecutor(): Promise<void>;
}

type Ran = { readonly ends: readonly End[]; readonly events: readonly RunEvent[] };

/** Disposing of the stage checks what every executor has to leave behind: nothing. */
async function setUp(open: () => Executor, options: LabOptions): Promise<Stage> {
  const lab = await startLab(options);
  const devices = lab.devices.map(deviceOf);
  await setImmediate(); // an earlier test's sockets are closed by then
  const before = resources();
  const watch = new WorkerWatch();
  const opened = open();
  const releases: number[] = [];
  let replies = 0;
  let disposal: Promise<void> | undefined;

  const executor: Executor = {
    expect: (...counts: Parameters<Executor['expect']>) => opened.expect(...counts),
    run: (task, link, signal) => {
      const place = releases.push(0) - 1;
      const released = () => {
        releases[place] = (releases[place] ?? 0) + 1;
        link.released();
      };
      const reply = (one: Reply) => {
        replies++;
        link.reply(one);
      };
      const { stage, ask } = link;
      return opened.run(task, { stage, ask, reply, released }, signal);
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };

  const dispose = async () => {
    await opened[Symbol.asyncDispose]();
    expect(
      releases.filter((count) => count !== 1),
      'tasks that were not released exactly once',
    ).toEqual([]);
    expect(watch.alive, 'workers alive').toBe(0);
    await vi.waitFor(() => {
      expect(lab.counters.sessionsOpen, 'open sessions').toBe(0);
      expect(without(before, resources()), 'handles that were left').toEqual([]);
    }, SOON);
  };
  const stage: Stage = {
    lab,
    devices,
    executor,
    watch,
    get replies() {
      return replies;
    },
    run: (job, ...others) => stage.runOn(devices, job, ...others),
    async runOn(chosen, job, concurrency, signal, answerers) {
      const events: RunEvent[] = [];
      const options = { executor, concurrency, ...(signal && { signal }), ...(answerers && { answerers }) };
      for await (const event of run(chosen, job, options)) events.push(event);
      return { ends: endsOf(events, chosen.length), events };
    },
    disposeExecutor() {
      disposal ??= dispose();
      return disposal;
    },
    async [Symbol.asyncDispose]() {
      try {
        await stage.disposeExecutor();
      } finally {
        watch[Symbol.dispose]();
        await lab.close();
      }
    },
  };
  return stage;
}

/** What keeps the process awake, without timers, which the test's own waits start and end. */
function resources(): readonly string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout' && kind !== 'Immediate');
}

function without(known: readonly string[], all: readonly string[]): readonly string[] {
  const rest = [...known];
  return all.filter((kind) => {
    const place = rest.indexOf(kind);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
}

function endsOf(events: readonly RunEvent[], count: number): readonly End[] {
  return Array.from({ length: count }, (_, index) => {
    const own = events.filter((event) => event.index === index);
    const finished = own.find((event) => event.type === 'finished');
    if (!finished) throw new Error(`device ${index} has not finished`);
    return {
      outcome: finished.outcome,
      replies: own.filter((event) => event.type === 'replied').map(({ reply }) => reply),
    };
  });
}

function expectOneFinishedEach(events: readonly RunEvent[], count: number): void {
  const finished = events.filter(({ type }) => type === 'finished').map(({ index }) => index);
  expect(finished.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
}
