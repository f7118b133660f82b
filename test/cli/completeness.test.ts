import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { discrepancies } from '../../src/cli/completeness.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import type { RunEvent } from '../../src/model/event.ts';
import type { Summary } from '../../src/model/result.ts';

const DEVICES = [{ name: 'R1' }, { name: 'R2' }, { name: 'R3' }];
const WELL: Summary = {
  inventory: 5,
  selected: 3,
  ok: 1,
  rejected: 0,
  failed: 1,
  skipped: 0,
  cancelled: 1,
  durationMs: 1,
};

describe('What is wrong with a run', () => {
  test('is nothing where each device has one result', () => {
    expect(discrepancies(DEVICES, [1, 1, 1], WELL)).toEqual([]);
  });

  test.each([
    ['a lost result', [1, undefined, 1], { ok: 0 }, /^no result of R2; 3 devices were selected, and 2 have/],
    ['a result twice', [1, 2, 1], { ok: 2 }, /^more than one result of R2; 3 devices were selected, and 4/],
    ['one lost and one twice', [1, 2], {}, /^no result of R3; more than one result of R2$/],
    ['a number that is wrong', [1, 1, 1], { skipped: 1 }, /^3 devices were selected, and 4 have ended$/],
    ['more than there are', [1, 1, 1], { inventory: 2 }, /^3 devices were selected of 2$/],
  ])('is told: %s', (_title, results, wrong, said) => {
    expect(discrepancies(DEVICES, results, { ...WELL, ...wrong }).join('; ')).toMatch(said);
  });
});

/** The events of a run in which one device is forgotten. */
vi.mock('../../src/run.ts', () => ({
  async *run(devices: readonly unknown[]): AsyncGenerator<RunEvent> {
    for (const [index] of devices.entries()) {
      if (index === 1) continue;
      const outcome = { status: 'ok', notes: [], durationMs: 1, attempts: 1 } as const;
      yield { type: 'finished', index, outcome };
    }
  },
}));

test('a run that has lost a device ends with 70 and says which one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
  try {
    const inventory = path.join(folder, 'devices.yaml');
    const entry = 'device_type: cisco_ios, username: a, password: b';
    const lines = [1, 2, 3].map((n) => `- {${entry}, name: R${n}, ip: 127.0.0.${n}}\n`);
    await writeFile(inventory, lines.join(''), { mode: 0o600 });
    const said = { stdout: '', stderr: '' };
    const stream = (name: keyof typeof said) => {
      const through = new PassThrough();
      through.on('data', (data) => {
        said[name] += data;
      });
      return through;
    };
    const io = {
      env: { NETRUN_STATE_DIR: folder },
      stdin: process.stdin,
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      onStop: () => () => {},
      exit: () => {
        throw new Error('nothing ends at once here');
      },
    } as unknown as Io; // of the streams nothing is used that only a terminal's have
    const code = await main(['-i', inventory, '--executor', 'inline', '-o', 'json', 'show clock'], io);
    expect(said.stderr).toContain('netrun has a bug; please report it: no result of R2');
    expect(code).toBe(70);
    expect(JSON.parse(said.stdout).summary).toMatchObject({ selected: 3, ok: 2 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
