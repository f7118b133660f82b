import { describe, expect, test } from 'vitest';
import { CLIENTS, type ClientName } from '../../bench/clients.js';
import { documentOf } from '../../bench/page.js';
import type { Cell, RowResult } from '../../bench/row-results.js';
import { DEFAULT_SIZES, NAMED_ROWS, type Row, sizeRows } from '../../bench/rows.js';

const ROWS = [...NAMED_ROWS, ...sizeRows(DEFAULT_SIZES)];

/** Seconds that a client takes to start, and for each device after that. */
const COSTS: Partial<Record<ClientName, readonly [start: number, each: number]>> = {
  netrun: [0.2, 0.0009],
  threads: [0.2, 0.05],
  processes: [0.2, 0.09],
  originalSequential: [0.3, 4.5],
  originalThreads: [4.6, 0.004],
  originalProcesses: [4.7, 0.006],
  asyncssh: [0.3, 0.004],
  go: [0.01, 0.0008],
};

function resultOf(row: Row): RowResult {
  const cells = row.clients.map((name): [ClientName, Cell] => {
    if (name === 'scrapli') return [name, { runs: [], missing: 'python3 is not installed' }];
    const [start, each] = COSTS[name] ?? [0.2, 0.003];
    const wallSeconds = start + each * row.devices + (row.rttMs * 13) / 1000;
    const run = {
      wallSeconds,
      cpuSeconds: Math.floor(wallSeconds * 80) / 100,
      peakMegabytes: 60,
      peakThreads: 11,
      devicesCpuSeconds: 0.01,
      stdout: '',
      stderr: '',
      isOver: false,
      asked: row.devices,
      right: name === 'stock' && row.devices === 5000 ? 4999 : row.devices,
    };
    return [name, { runs: [run, { ...run, wallSeconds: wallSeconds * 1.1 }] }];
  });
  return { row, devices: row.devices, cells: new Map(cells), secretLeaks: 0 };
}

const pages = documentOf({
  results: ROWS.map(resultOf),
  machine: {
    date: '2026-01-02',
    netrun: '1.2.3',
    node: 'Node 20',
    system: 'linux x64',
    devices: 'the farm',
    load: '0.1',
  },
  clients: { head: ['client', 'version'], rows: [['go', 'x/crypto 1, Go 2']], left: [0, 1] },
  rounds: 2,
});
const page = pages['benchmarks.md'] ?? '';

describe('the page of the last measurement', () => {
  test('says when and on what it was measured', () => {
    for (const fact of [
      '2026-01-02',
      'netrun 1.2.3',
      'Node 20',
      'linux x64',
      'the farm',
      'x/crypto 1, Go 2',
    ]) {
      expect(page).toContain(fact);
    }
  });

  test.each(ROWS.flatMap((row) => row.clients.map((name) => [row, name] as const)))(
    'has a line in the row of $devices devices at $rttMs ms for %s',
    (row, name) => {
      const title = `### ${row.devices} device${row.devices === 1 ? '' : 's'}, RTT ${row.rttMs} ms`;
      const section = page.slice(page.indexOf(title)).split('\n### ')[0];
      expect(section).toContain(`| ${CLIENTS[name].title} |`);
    },
  );

  test('says why a client was not measured, and which answers were wrong', () => {
    expect(page).toContain('? python3 is not installed');
    expect(page).toContain('2 of 10000 WRONG');
  });

  test('judges the bars, and leaves open those that cannot be judged', () => {
    expect(page).toContain(
      '| 3 devices, RTT 0 ms | netrun: at least 20 times faster than the original, multiprocessing | 23.28 times | met |',
    );
    expect(page).toContain('| - | ? scrapli: python3 is not installed |');
    expect(page).toContain('| 6.30 times | MISSED by 11 % |');
  });

  test('shows charts that are written with it, and no picture more', () => {
    const shown = [...page.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, name]) => name);
    expect(shown.toSorted()).toEqual(
      Object.keys(pages)
        .filter((name) => name.endsWith('.svg'))
        .toSorted(),
    );
    for (const name of shown) expect(pages[name ?? '']).not.toMatch(/NaN|Infinity|undefined/);
  });
});
