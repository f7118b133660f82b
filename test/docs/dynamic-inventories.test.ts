import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceTypeOf } from '../../src/inventory/platform-names.ts';
import { select } from '../../src/inventory/select.ts';
import { readNetboxAddress } from '../../src/inventory/sources/netbox-address.ts';
import { PLATFORMS } from '../../src/platforms/index.ts';
import { inventoryOfNetbox } from '../inventory/sources/play-netbox.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/dynamic-inventories.md'), 'utf8');

describe('The examples of docs/dynamic-inventories.md', () => {
  it.each([...TEXT.matchAll(/netbox\+[^\s')]+/g)].map(([address]) => address))(
    '%s is an address',
    (address) => {
      expect(() => readNetboxAddress(address)).not.toThrow();
    },
  );

  it('name slugs of platforms that are understood', () => {
    const [, list = ''] = /usual others, such as\s+(.*?)\. Where/s.exec(TEXT) ?? [];
    const slugs = [...list.matchAll(/`([^`]+)`/g)].map(([, slug = '']) => slug);
    expect(slugs.length).toBeGreaterThan(9);
    for (const slug of slugs) expect(Object.keys(PLATFORMS), slug).toContain(deviceTypeOf(slug));
  });

  it.each(['@kyiv', 'role=core', 'tag=uplink', 'platform=cisco_*', 'owner=net team'])(
    'choose from a NetBox by what it has: %s',
    async (term) => {
      expect(await select(await inventoryOfNetbox(), { limit: [term] })).not.toEqual([]);
    },
  );
});
