import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { PROGRAM, start, startNetrun } from '../cli/program.ts';
import type { Report } from '../integration/harness.ts';

const EXECUTORS = ['threads', 'processes', 'inline'] as const;

let lab: Lab;
let folder: string;
let inventory: string;
beforeAll(async () => {
  lab = await startLab({ devices: 6 });
});
afterAll(() => lab.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
  inventory = path.join(folder, 'devices.yaml');
  await writeFile(inventory, inventoryText(lab.devices), { mode: 0o600 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function reportOf({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): Report {
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report; // every field that is looked at is compared with what it should be
}

test.each(EXECUTORS)(
  'an inventory that changes under a run by --executor %s changes nothing in it',
  async (executor) => {
    const args = [
      '-i',
      inventory,
      '-o',
      'json',
      '-v',
      '--concurrency',
      '1',
      '--executor',
      executor,
      'show version',
    ];
    await using program = startNetrun(args);
    await program.until('stderr', /R1: started/);
    await writeFile(inventory, 'routers: [this is: no inventory');
    const run = await program.ended;
    expect(reportOf(run).summary).toMatchObject({ selected: 6, ok: 6 });
    expect(run.code).toBe(0);
  },
);

/** Processes that a process has started, where the system tells. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
}

test.skipIf(process.platform !== 'linux')(
  'a worker process that is killed loses what it held, and the run goes on (needs /proc)',
  async () => {
    const commands = path.join(folder, 'commands.yaml');
    await writeFile(commands, 'all: show clock\nR1: [show clock, show slow]\nR2: [show clock, show slow]\n');
    const args = [
      '-i',
      inventory,
      '-f',
      commands,
      '-o',
      'json',
      '-v',
      '--executor',
      'processes',
      '--workers',
      '2',
    ];
    await using program = startNetrun([...args, '--device-timeout', '8', '--concurrency', '6']);
    await vi.waitFor(
      () => {
        for (const device of lab.devices.slice(0, 2)) expect(lab.typed(device).at(-1)).toContain('show slow');
        expect(program.stderr.match(/R[3-6]: finished/g)).toHaveLength(4);
      },
      { timeout: 15_000, interval: 20 },
    );
    const workers = childrenOf(program.process.pid ?? 0);
    expect(workers).toHaveLength(2);
    process.kill(workers[0] ?? 0, 'SIGKILL');
    const run = await program.ended;
    const { summary, results } = reportOf(run);
    expect(summary).toMatchObject({ selected: 6, ok: 4, failed: 2 });
    const kinds = results.slice(0, 2).map(({ failure }) => failure?.kind);
    expect(kinds.toSorted()).toEqual(['timeout', 'worker-lost']);
    for (const { failure, replies } of results.slice(0, 2)) {
      expect(failure?.hint).not.toBe('');
      expect(replies[0]).toMatchObject({ command: 'show clock', status: 'ok' });
    }
    expect(run.code).toBe(1);
  },
);

/** Runs what follows with a folder of its own on so small a disk. */
const SMALL_DISK = 'mount -t tmpfs -o size="$2" tmpfs "$1" && shift 2 && exec "$@"';
const UNSHARE = [['--mount'], ['--mount', '--map-root-user']].find(
  (how) => spawnSync('unshare', [...how, 'sh', '-c', SMALL_DISK, 'sh', '/mnt', '64k', 'true']).status === 0,
);

describe.skipIf(!UNSHARE)(`a disk that is full${UNSHARE ? '' : ' (needs unshare(1) and mount(8))'}`, () => {
  async function onSmallDisk(disk: string, size: string, args: readonly string[], state: string) {
    await mkdir(disk, { recursive: true, mode: 0o700 });
    const words = [process.execPath, PROGRAM, '-i', inventory, '-o', 'json', ...args];
    const wrapped = [...(UNSHARE ?? []), 'sh', '-c', SMALL_DISK, 'sh', disk, size, ...words];
    await using program = start('unshare', wrapped, {
      env: { PATH: process.env.PATH ?? '', NETRUN_STATE_DIR: state },
    });
    return await program.ended;
  }

  test.each(EXECUTORS)(
    'under --output-dir is told once, and every result is printed: %s',
    async (executor) => {
      const disk = path.join(folder, 'disk');
      const args = ['--output-dir', disk, '--executor', executor, 'show bytes 100000'];
      const run = await onSmallDisk(disk, '64k', args, path.join(folder, 'state'));
      expect(reportOf(run).summary).toMatchObject({ selected: 6, ok: 6 });
      expect(run.stderr.match(/could not be written: ENOSPC: no space left on device/g)).toHaveLength(1);
      expect(run.code).toBe(1);
    },
  );

  test('under the state folder fails no device', async () => {
    const disk = path.join(folder, 'state');
    const run = await onSmallDisk(disk, '8k', ['show bytes 100000'], disk);
    expect(reportOf(run).summary).toMatchObject({ selected: 6, ok: 6 });
    expect(run.stderr).not.toContain('netrun has a bug');
    expect(run.code).toBe(0);
  });
});
