import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { journal, type RunHeader } from '../../src/history/journal.ts';
import { lastRun, readJournal } from '../../src/history/past-run.ts';
import { replayed } from '../../src/history/replay.ts';
import type { Result } from '../../src/model/result.ts';
import { stageTimes } from '../../src/reporters/stage-times.ts';
import { showTogether } from '../../src/reporters/together.ts';
import { device, FIXED_RESULTS, outcome, reply, summaryOf } from '../reporters/fixed-run.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { recordingSink } from '../reporters/recording-sink.ts';
import { passing, showTimed, type Timed } from '../reporters/timed-run.ts';

const state = useFolder();
const runs = () => path.join(state.path, 'runs');

function headerOf(results: readonly Result[], fields: Partial<RunHeader> = {}): RunHeader {
  return {
    options: ['-l', 'core'],
    command: 'show version',
    folder: '/somewhere',
    startedAt: '2026-11-27T18:00:00.000Z',
    inventory: results.length,
    devices: results.map(({ device: { name, host, port, platform } }) => ({ name, host, port, platform })),
    outputDir: undefined,
    ...fields,
  };
}

/** Records a run, the last part of which may be missing. */
async function record(
  results: readonly Result[],
  { header = headerOf(results), finished = results.length, isEnded = true } = {},
): Promise<void> {
  const stderr = recordingSink();
  const show = showTogether([{ open: journal(state.path, header), out: stderr }], {
    devices: results.map((result) => result.device),
    stdout: stderr,
    stderr,
    tells: 'losses',
  });
  for (const [index, result] of results.slice(0, finished).entries()) await show.result(result, index);
  if (isEnded) await show.end(summaryOf(results));
}

describe('the journal of a run', () => {
  test('gives the run back as it was', async () => {
    await record(FIXED_RESULTS);
    const run = lastRun(state.path);
    expect(run).toMatchObject({
      isWhole: true,
      header: { command: 'show version', options: ['-l', 'core'] },
    });
    expect(run?.results.map(({ replies }) => replies.map(({ output, status }) => [output, status]))).toEqual(
      FIXED_RESULTS.map(({ replies }) => replies.map(({ output, status }) => [output, status])),
    );
    const verdicts = (results: readonly Result[]) =>
      results.map(({ outcome: { durationMs: _, ...rest } }) => rest);
    expect(verdicts(run?.results ?? [])).toEqual(verdicts(FIXED_RESULTS));
    expect(run?.summary).toEqual({ ...summaryOf(FIXED_RESULTS), durationMs: 1235 });
  });

  test.each(['$$', '$&', "$'", '$`', '$1', 'enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0'])(
    'keeps an output with %s as it was',
    async (text) => {
      const result: Result = {
        device: device('r1'),
        replies: [reply('show run', `${text}\n`)],
        outcome: outcome({ status: 'ok' }),
      };
      await record([result]);
      expect(lastRun(state.path)?.results[0]?.replies[0]?.output).toBe(`${text}\n`);
    },
  );

  test('keeps no login, and is for its owner only', async () => {
    await record(FIXED_RESULTS);
    const [name = ''] = readdirSync(runs());
    expect(readFileSync(path.join(runs(), name), 'utf8')).not.toMatch(/-of-the-test|admin/);
    expect(statSync(path.join(runs(), name)).mode & 0o777).toBe(0o600);
    expect(statSync(runs()).mode & 0o777).toBe(0o700);
  });

  test('of a run that was cut off has what had finished, and says so', async () => {
    await record(FIXED_RESULTS, { finished: 4, isEnded: false });
    const [name = ''] = readdirSync(runs());
    const file = path.join(runs(), name);
    // The header and four results, although the run says nothing more.
    await vi.waitFor(() => expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(6));
    appendFileSync(file, '{"index":4,"resu');
    const run = lastRun(state.path);
    expect(run).toMatchObject({ isWhole: false, summary: { selected: 12, ok: 1, cancelled: 8 } });
    expect(run?.results[3]?.outcome.status).toBe('failed');
    expect(run?.results[4]?.outcome).toMatchObject({ status: 'cancelled' });
  });

  test('points to the folder of outputs instead of repeating them', async () => {
    await record(FIXED_RESULTS, { header: headerOf(FIXED_RESULTS, { outputDir: '/backups' }) });
    const run = lastRun(state.path);
    expect(run?.header.outputDir).toBe('/backups');
    expect(run?.results.flatMap(({ replies }) => replies.map(({ output }) => output)).join('')).toBe('');
  });

  test('leaves out outputs beyond a size, and keeps all verdicts', async () => {
    const large = (host: string): Result => ({
      device: device(host),
      replies: [reply('show tech', 'x'.repeat(20 * 1024 * 1024))],
      outcome: outcome({ status: 'ok' }),
    });
    await record([large('r1'), large('r2')]);
    const run = lastRun(state.path);
    expect(run?.results.map(({ replies }) => replies[0]?.output.length)).toEqual([20 * 1024 * 1024, 0]);
    expect(run?.summary.ok).toBe(2);
  });

  test('is one of the last twenty, and no older than a week', async () => {
    mkdirSync(runs(), { recursive: true });
    const name = (number: number) =>
      `2026-11-${String(number).padStart(2, '0')}T00-00-00.000Z-aaaaaaaa.jsonl`;
    for (let number = 1; number <= 25; number++) writeFileSync(path.join(runs(), name(number)), 'x');
    const weekAgo = Date.now() / 1000 - 8 * 24 * 3600;
    utimesSync(path.join(runs(), name(24)), weekAgo, weekAgo);
    await record(FIXED_RESULTS);
    const left = readdirSync(runs()).sort();
    expect(left).toHaveLength(19);
    expect(left[0]).toBe(name(7));
    expect(left).not.toContain(name(24));
  });

  test('is no reason to fail a run where it cannot be written', async () => {
    writeFileSync(runs(), 'a file');
    await record(FIXED_RESULTS);
    expect(lastRun(state.path)).toBeUndefined();
  });
});

describe('the times of a run', () => {
  const results = FIXED_RESULTS.slice(0, 3);
  const [first, second, third] = results;
  if (!first || !second || !third) throw new Error('three results expected');
  const { outcome: ended } = third;
  const timed: readonly Timed[] = [
    ...passing(0, 0, 10.04, first),
    ...passing(1, 12.3, 5, second),
    // Tried again after a pause.
    [20, { type: 'started', index: 2 }],
    [25, { type: 'stage', index: 2, stage: 'connect' }],
    [40, { type: 'again', index: 2, outcome: ended }],
    [90, { type: 'stage', index: 2, stage: 'connect' }],
    [95.55, { type: 'finished', index: 2, outcome: ended }],
  ];
  /** In the order in which they come. */
  const inTime = timed.toSorted(([a], [b]) => a - b);

  test('are given back, those of each attempt', async () => {
    await showTimed(journal(state.path, headerOf(results)), results, inTime);
    const run = lastRun(state.path);
    if (!run) throw new Error('a run expected');
    expect([...run.times.keys()].sort()).toEqual([0, 1, 2]);
    expect(run.times.get(2)).toMatchObject({
      fromMs: 25,
      toMs: 95.6,
      stages: [
        { stage: 'connect', fromMs: 25, toMs: 40 },
        { stage: 'connect', fromMs: 90, toMs: 95.6 },
      ],
    });
    let atMs = 0;
    const again = stageTimes(() => atMs);
    for (const past of replayed(run)) {
      atMs = past.atMs;
      again.event(past.event);
    }
    expect(again.list()).toEqual([...run.times.values()].sort((a, b) => a.index - b.index));
  });

  test('are none where an older release has written it', async () => {
    await record(FIXED_RESULTS);
    const run = lastRun(state.path);
    expect(run?.times.size).toBe(0);
    expect(run && replayed(run)).toEqual([]);
  });
});

test('a text that is no journal is none', () => {
  expect(readJournal('')).toBeUndefined();
  expect(readJournal('nonsense\n{"index":0}\n')).toBeUndefined();
});
