import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pinnedKey } from '../../src/access/host-keys.ts';
import { hostKeys } from '../../src/cli/options/host-keys.ts';
import { trustOptions } from '../../src/cli/options/trust.ts';
import { devicesOf } from '../inventory/devices-of.ts';

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
