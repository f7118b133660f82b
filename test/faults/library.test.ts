import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULTS, type FaultName, type FaultyDevice } from '../../src/lab/faults.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { start } from '../cli/program.ts';

let lab: Lab;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
  const names = Object.keys(FAULTS) as FaultName[];
  lab = await startLab({
    devices: [
      ...names.map((name) => ({ name, ...FAULTS[name].device })),
      ...[1, 2, 3, 4, 5].map((n) => ({ name: `R${n}` })),
    ],
    behaviour: { files: new Map([['it', 'interface 0 is up\n'.repeat(40)]]) },
  });
  file = path.join(folder, 'devices.json');
  const devices = lab.devices.map(({ host_keys: _, ...device }) => {
    const fault: FaultyDevice | undefined = FAULTS[device.name as FaultName];
    const { host_keys: _known, ...wrong } = fault?.inventory ?? {};
    return { ...device, ...wrong, command: fault?.command ?? 'show file it' };
  });
  await writeFile(file, JSON.stringify(devices), { mode: 0o600 });
});

afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

test.each(['threads', 'processes', 'inline'])(
  'a program that has met every fault with the executor %s has nothing left open, and ends',
  async (executor) => {
    const program = path.join(import.meta.dirname, 'library-program.js');
    const temporary = await mkdtemp(path.join(folder, 'tmp-'));
    await using running = start(process.execPath, [program, executor, file], {
      env: { TMPDIR: temporary },
      timeoutMs: 50_000,
    });
    const ended = await running.ended;
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    const { first, second, before, after } = JSON.parse(ended.stdout);
    expect(first).toEqual(Array.from({ length: 5 }, () => 'ok'));
    expect(second).toHaveLength(lab.devices.length);
    expect(after).toEqual(before);
    expect(await readdir(temporary)).toEqual([]);
  },
);
