import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/inventory/formats/index.ts';
import type { InventoryDevice } from '../../src/model/device.ts';
import { inventoryOf } from '../inventory/formats/inventory-of.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/inventories.md'), 'utf8');

/** The files of each section: what stands after "In `name`". */
const SECTIONS = new Map(
  TEXT.split(/^## /m)
    .slice(1)
    .map((section) => {
      const files = [...section.matchAll(/^In\s`([^`]+)`[^\n]*:\n\n```\w+\n([\s\S]*?)```$/gm)];
      return [
        section.split('\n')[0] ?? '',
        Object.fromEntries(files.map(([, name, text = '']) => [name, text])),
      ];
    }),
);

type Expected = readonly (Partial<Omit<InventoryDevice, 'login'>> & { readonly login?: object })[];

const EXPECTED: Readonly<Record<string, Expected>> = {
  'devices.yaml': [
    {
      name: 'r1',
      host: '192.0.2.1',
      groups: ['routers', 'edge', 'mpls', 'kyiv', 'core'],
      variables: { site: 'kyiv' },
    },
    { name: 'r2', platform: 'arista_eos', port: 2222, skip: expect.objectContaining({ skip: 'disabled' }) },
  ],
  'netmiko-tools': [
    { name: 'sw1', password: expect.stringContaining('netmiko-fernet:'), groups: ['switches'] },
  ],
  nornir: [
    {
      name: 'rtr1',
      host: '192.0.2.11',
      port: 2022,
      platform: 'cisco_ios',
      username: 'kyiv-admin',
      secret: 'enable-me',
    },
    { name: 'rtr2', platform: 'cisco_nxos', variables: { site: 'kyiv' } },
  ],
  Ansible: [
    {
      name: 'core01.kyiv',
      platform: 'cisco_ios',
      username: 'admin',
      secret: 'enable-me',
      groups: ['kyiv', 'core'],
    },
    { name: 'core02.kyiv', deadlines: { idleMs: 90_000 }, variables: { site: 'kyiv' } },
    { name: 'leaf1', host: '192.0.2.21', port: 2022, platform: 'arista_eos', username: 'leaf-admin' },
  ],
  'A table (CSV)': [
    { name: 'r1', host: '192.0.2.1', platform: 'cisco_xe', port: undefined, variables: { Site: 'Kyiv' } },
    { name: 'r2', platform: 'cisco_nxos', port: 2222, variables: { Site: 'Lviv; West' } },
  ],
  'A list of hosts': [
    { host: 'r1', platform: 'autodetect' },
    { host: 'r2.example.net', username: 'admin', port: 2222 },
    { host: '2001:db8::1', port: 22 },
    { host: 'sw01' },
    { host: 'sw02' },
    { host: 'sw03' },
  ],
  ssh_config: [{ name: 'core1' }, { name: 'core2' }],
};

describe('The examples of docs/inventories.md', () => {
  it.each(Object.entries(EXPECTED))('of %s are read as it says', async (section, devices) => {
    expect((await inventoryOf(SECTIONS.get(section) ?? {})).devices).toMatchObject(devices);
  });

  it('are all of them', () => {
    expect([...SECTIONS.keys()]).toEqual(Object.keys(EXPECTED));
  });

  it('name every format', () => {
    const named = [...TEXT.matchAll(/^\| \[.*?\]\(#[\w-]+\) \| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(Object.keys(FORMATS).toSorted());
  });
});
