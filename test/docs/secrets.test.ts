import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readReference } from '../../src/access/reference.ts';
import { secretVariables } from '../../src/access/resolve-references.ts';
import { devicesOf } from '../inventory/devices-of.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/secrets.md'), 'utf8');

it('The inventory of docs/secrets.md is one, with a reference of each kind', () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(TEXT) ?? [];
  const { devices } = devicesOf(yaml, 'devices.yaml');
  const values = devices.flatMap(({ username = '', password = '', secret = '' }) => [
    username,
    password,
    secret,
  ]);
  const kinds = new Set(values.map((value) => readReference(value).kind));
  expect([...kinds].toSorted()).toEqual(['ask', 'cmd', 'file', 'keyring', 'literal', 'template']);
  expect(secretVariables(devices)).toEqual(['NET_USER']);
});

it('The table of docs/secrets.md has every kind of reference', () => {
  const rows = [...TEXT.matchAll(/^\| `([^`]+)`/gm)].map(([, written = '']) => written);
  const kinds = rows.map((written) => readReference(written).kind);
  expect(kinds).toEqual(['env', 'template', 'file', 'cmd', 'keyring', 'ask', 'literal']);
});
