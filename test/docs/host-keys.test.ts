import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pinnedKey } from '../../src/access/host-keys.ts';
import { hostKeys } from '../../src/cli/options/host-keys.ts';
import { trustOptions } from '../../src/cli/options/trust.ts';
import { collect, EXECUTORS, openHostKeys, run } from '../../src/index.ts';
import { generateHostKey } from '../../src/lab/host-key.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Answerers } from '../../src/model/ask.ts';
import { deviceOf, jobOf } from '../executors/tasks.ts';
import { devicesOf } from '../inventory/devices-of.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/host-keys.md'), 'utf8');

it('The inventory of docs/host-keys.md is one, and its keys are understood', () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(TEXT) ?? [];
  const { devices } = devicesOf(yaml, 'devices.yaml');
  const keys = devices.flatMap(({ login }) => login.hostKeys?.map(pinnedKey) ?? []);
  expect(keys.map(({ keyType }) => keyType)).toEqual([undefined, 'ssh-ed25519', 'ssh-rsa']);
  for (const { fingerprint } of keys) expect(fingerprint).toMatch(/^SHA256:\S{43}$/);
});

it('The table of docs/host-keys.md has every way of checking', () => {
  const rows = [...TEXT.matchAll(/^\| `(\w[\w-]+)`/gm)].map(([, written]) => written);
  const option = hostKeys.options().find(({ long }) => long === '--host-keys');
  expect(rows).toEqual(option?.argChoices);
});

it('The options of netrun trust in docs/host-keys.md are its options', () => {
  const used = [...TEXT.matchAll(/^netrun trust (.*?) *#/gm)].flatMap(
    ([, words = '']) => words.match(/--\w+/g) ?? [],
  );
  const known = trustOptions.options().map(({ long }) => long);
  expect(used.length).toBeGreaterThan(0);
  for (const option of used) expect(known).toContain(option);
});

it('The library of docs/host-keys.md stores new keys and refuses changed ones', async () => {
  const known = path.join(temporary.path, 'known_hosts');
  /** Shows the same address with another key. */
  const meet = async (port: number) => {
    await using lab = await startLab({ devices: 1, port, hostKey: generateHostKey() });
    const devices = lab.devices.map(deviceOf);
    await using executor = EXECUTORS.inline();
    const keys = openHostKeys({ own: known, user: [], system: [] });
    const answerers: Partial<Answerers> = {
      'host-key': (ask, index) => keys.answer(ask, devices[index]?.name ?? ''),
      'host-key-proven': (report) => {
        keys.proven(report);
        return undefined;
      },
    };
    const [result] = await collect(
      devices,
      run(devices, jobOf('show clock'), { executor, concurrency: 20, answerers }),
    );
    await keys.keep();
    return { port: devices[0]?.port ?? 0, outcome: result?.outcome };
  };
  const first = await meet(0);
  expect(first.outcome).toMatchObject({ status: 'ok' });
  expect(readFileSync(known, 'utf8')).toMatch(/^\[127\.0\.0\.1\]:\d+ ssh-ed25519 AAAA\S+\n$/);
  expect((await meet(first.port)).outcome).toMatchObject({ failure: { kind: 'host-key' } });
});
