import { describe, expect, test } from 'vitest';
import { type Hop, isHop, parseHops } from '../../src/access/hops.ts';

describe('a list of jump hosts', () => {
  const CASES: readonly (readonly [string, readonly Hop[] | undefined])[] = [
    ['gate', [{ host: 'gate' }]],
    ['admin@gate:2222', [{ host: 'gate', user: 'admin', port: 2222 }]],
    ['a@b@gate', [{ host: 'gate', user: 'a@b' }]],
    ['ssh://admin@gate:22', [{ host: 'gate', user: 'admin', port: 22 }]],
    ['one, admin@two:2222', [{ host: 'one' }, { host: 'two', user: 'admin', port: 2222 }]],
    ['[2001:db8::1]:2222', [{ host: '2001:db8::1', port: 2222 }]],
    ['admin@2001:db8::1', [{ host: '2001:db8::1', user: 'admin' }]],
    ['192.0.2.1', [{ host: '192.0.2.1' }]],
    ['none', []],
    ['NONE', []],
    ['', undefined],
    ['one,,two', undefined],
    ['gate:0', undefined],
    ['gate:65536', undefined],
    ['-oProxyCommand=x', undefined],
    ['two words', undefined],
    ['gate:port', undefined],
  ];
  test.each(CASES)('%j is understood', (text, hops) => {
    expect(parseHops(text)).toEqual(hops);
  });
});

test('a jump host is a device of the inventory by name or host, and by port where that is said', () => {
  const device = { name: 'gate', host: '192.0.2.1', port: 2222 };
  expect(isHop(device, { host: 'gate' })).toBe(true);
  expect(isHop(device, { host: '192.0.2.1', port: 2222 })).toBe(true);
  expect(isHop(device, { host: '192.0.2.1', port: 22 })).toBe(false);
  expect(isHop({ ...device, port: undefined }, { host: 'gate', port: 22 })).toBe(true);
  expect(isHop(device, { host: 'other' })).toBe(false);
});
