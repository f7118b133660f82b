import { describe, expect, test } from 'vitest';
import { BARS, type Bar, judge, type RowResult } from '../../bench/bars.js';
import { CLIENTS, type ClientName } from '../../bench/clients.js';
import { sentenceOf } from '../../bench/report.js';
import { NAMED_ROWS } from '../../bench/rows.js';

type Figures = { wallSeconds?: number; cpuSeconds?: number; peakMegabytes?: number; peakThreads?: number };

function run(figures: Figures = {}, right = 10) {
  return {
    wallSeconds: 1,
    cpuSeconds: 1,
    peakMegabytes: 100,
    peakThreads: 12,
    devicesCpuSeconds: 1,
    stdout: '',
    stderr: '',
    isOver: false,
    asked: 10,
    right,
    ...figures,
  };
}

function results(cells: Partial<Record<ClientName, { runs: ReturnType<typeof run>[]; missing?: string }>>) {
  const row: RowResult = {
    devices: 10,
    cells: new Map(Object.entries(cells) as [ClientName, (typeof cells)['netrun'] & object][]), // keys are names
  };
  return new Map([['3', row]]);
}

const FASTER: Bar = { row: '3', client: 'netrun', figure: 'times faster', than: 'go', limit: { least: 2 } };
const SLOWER: Bar = { row: '3', client: 'netrun', figure: 'times the time', than: 'go', limit: { most: 2 } };

describe('a bar', () => {
  test('compares medians', () => {
    const measured = results({
      netrun: { runs: [run({ wallSeconds: 1 }), run({ wallSeconds: 2 }), run({ wallSeconds: 9 })] },
      go: { runs: [run({ wallSeconds: 6 })] },
    });
    expect(judge(FASTER, measured)).toMatchObject({ measured: 3, verdict: 'met', isMissed: false });
    expect(judge(SLOWER, measured)).toMatchObject({ measured: 2 / 6, verdict: 'met' });
  });

  test('says by how much it is missed', () => {
    const measured = results({
      netrun: { runs: [run({ wallSeconds: 3 })] },
      go: { runs: [run({ wallSeconds: 1 })] },
    });
    expect(judge(SLOWER, measured)).toMatchObject({ measured: 3, verdict: 'MISSED by 50 %', isMissed: true });
    expect(judge(FASTER, measured)).toMatchObject({ verdict: 'MISSED by 500 %', isMissed: true });
  });

  test.each<[Bar['figure'], Bar, number]>([
    [
      'ms of CPU a session',
      { row: '3', client: 'netrun', figure: 'ms of CPU a session', limit: { most: 1 } },
      50,
    ],
    [
      'times the CPU',
      { row: '3', client: 'netrun', figure: 'times the CPU', than: 'go', limit: { most: 1.02 } },
      0.5,
    ],
    ['peak MB', { row: '3', client: 'netrun', figure: 'peak MB', limit: { most: 1 } }, 150],
    ['right answers', { row: '3', client: 'netrun', figure: 'right answers', limit: { least: 1 } }, 1],
    [
      'threads more',
      { row: '3', client: 'netrun', figure: 'threads more', than: 'go', limit: { most: 10 } },
      8,
    ],
  ])('can be about %s', (_figure, bar, expected) => {
    const measured = results({
      netrun: { runs: [run({ cpuSeconds: 0.5, peakMegabytes: 150, peakThreads: 20 })] },
      go: { runs: [run()] },
    });
    expect(judge(bar, measured).measured).toBe(expected);
  });

  test('about CPU compares the least, since other load only adds', () => {
    const bar: Bar = {
      row: '3',
      client: 'netrun',
      figure: 'times the CPU',
      than: 'go',
      limit: { most: 1.02 },
    };
    const measured = results({
      netrun: { runs: [run({ cpuSeconds: 1.01 }), run({ cpuSeconds: 1.5 }), run({ cpuSeconds: 1.6 })] },
      go: { runs: [run({ cpuSeconds: 1.2 }), run({ cpuSeconds: 1 }), run({ cpuSeconds: 1.1 })] },
    });
    expect(judge(bar, measured)).toMatchObject({ measured: 1.01, verdict: 'met' });
  });

  test('is not met by wrong answers, however quick', () => {
    const measured = results({
      netrun: { runs: [run({ wallSeconds: 0.1 }, 9)] },
      go: { runs: [run()] },
    });
    expect(judge(FASTER, measured)).toMatchObject({
      measured: undefined,
      verdict: '? netrun: wrong answers',
    });
    const all: Bar = { row: '3', client: 'netrun', figure: 'right answers', limit: { least: 1 } };
    expect(judge(all, measured)).toMatchObject({ measured: 0.9, isMissed: true });
  });

  test('is open where something was not measured, and says why', () => {
    const measured = results({
      netrun: { runs: [run()] },
      go: { runs: [], missing: 'go is not installed' },
    });
    expect(judge(FASTER, measured).verdict).toBe('? Go x/crypto/ssh: go is not installed');
    expect(judge({ ...FASTER, row: '9' }, measured).verdict).toBe('? the row was not measured');
  });
});

test.each(BARS.map((bar) => [sentenceOf(bar), bar] as const))('%s is about clients of its row', (_, bar) => {
  const row = NAMED_ROWS.find(({ name }) => name === bar.row);
  expect(row?.clients).toEqual(expect.arrayContaining('than' in bar ? [bar.client, bar.than] : [bar.client]));
  expect(CLIENTS).toHaveProperty(bar.client);
});
