import { expect, test } from 'vitest';
import { chunks } from '../../src/lab/chunker.ts';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { manyBytes } from '../../src/lab/long-outputs.ts';
import { byteString, pause, sayings } from '../../src/lab/pause.ts';
import { seededRandom } from '../../src/lab/random.ts';

const bytes = Buffer.from('x'.repeat(5000));

test('bytes cut in pieces are the same bytes in the same order', () => {
  for (const chunking of ['whole', 'byte', 'random'] as const) {
    const pieces = [...chunks(bytes, chunking, seededRandom(3))].filter((piece) => typeof piece !== 'number');
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    if (chunking === 'whole') expect(pieces).toHaveLength(1);
    if (chunking === 'byte') expect(pieces).toHaveLength(5000);
    if (chunking === 'random') expect(Math.max(...pieces.map((piece) => piece.length))).toBe(64);
  }
});

test('random pieces are 0 to 3 ms apart, one time in eight', () => {
  const pauses = [...chunks(bytes, 'random', seededRandom(3))].filter((piece) => typeof piece === 'number');
  expect(pauses.length).toBeGreaterThan(8);
  expect(Math.max(...pauses)).toBeLessThan(3);
});

test('the same seed gives the same numbers', () => {
  const [one, other] = [seededRandom(7), seededRandom(7)];
  expect([one(), one(), one()]).toEqual([other(), other(), other()]);
});

test('a text is cut at its pauses, however long they are', () => {
  const cut = [...sayings(`a${pause(5)}${byteString('é')}${pause(10_000)}`)];
  expect(cut.filter((part) => typeof part !== 'number')).toEqual([Buffer.from('a'), Buffer.from('é')]);
  const total = cut.filter((part) => typeof part === 'number').reduce((sum, ms) => sum + ms, 0);
  expect(total).toBe(10_005);
});

test.each([0, 1, 79, 80, 81, 1000, 12_345])('an output of %i bytes has so many', (count) => {
  const output = [...manyBytes(count)].join('');
  expect(output).toHaveLength(count);
  if (count > 0) expect(output.endsWith('\n')).toBe(true);
});

test('the inventory quotes what YAML would not take for a text', () => {
  const device = {
    name: 'R1',
    host: '127.0.0.1',
    port: 2201,
    platform: 'cisco_ios',
    username: 'yes',
    password: '012345',
    secret: 'a: "b" #c',
    host_keys: 'SHA256:abc',
  } as const;
  expect(inventoryText([device])).toBe(`routers:
  - device_type: cisco_ios
    ip: 127.0.0.1
    port: 2201
    name: R1
    username: "yes"
    password: "012345"
    secret: "a: \\"b\\" #c"
    host_keys: SHA256:abc
`);
});
