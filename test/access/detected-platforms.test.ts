import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { detectedPlatforms } from '../../src/access/detected-platforms.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { device, outcome } from '../reporters/fixed-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const EOS = { platform: 'arista_eos', identification: 'OpenSSH_7.5' } as const;
const NXOS = { platform: 'cisco_nxos', identification: 'OpenSSH_8.3' } as const;
const seen = (fields: Partial<Omit<Outcome, 'status'>>) => outcome({ status: 'ok' }, fields);
const one = device('Leaf1.example.net');
const other = device('leaf1.example.net', { port: 2222 });

test('what a device turned out to be is there in the next run, by host and port', async () => {
  const memory = detectedPlatforms(folder);
  expect(memory.of(one)).toBeUndefined();
  memory.finished(seen({ detected: EOS }), one, 0);
  memory.finished(seen({ detected: NXOS }), other, 0);
  await memory.keep();
  const next = detectedPlatforms(folder);
  expect(next.of(one)).toEqual(EOS);
  expect(next.of(device('leaf1.EXAMPLE.net'))).toEqual(EOS);
  expect(next.of(other)).toEqual(NXOS);
  expect((await stat(path.join(folder, 'detected-platforms.json'))).mode & 0o777).toBe(0o600);
});

test('what does not fit any more is forgotten, and a new answer takes its place', async () => {
  const memory = detectedPlatforms(folder);
  memory.finished(seen({ detected: EOS }), one, 0);
  memory.finished(seen({ detected: EOS }), other, 0);
  await memory.keep();
  const second = detectedPlatforms(folder);
  second.finished(seen({ detected: EOS, wasMisjudged: true }), one, 0);
  second.finished(seen({ detected: NXOS }), other, 0);
  await second.keep();
  const third = detectedPlatforms(folder);
  expect(third.of(one)).toBeUndefined();
  expect(third.of(other)).toEqual(NXOS);
});

test('nothing is written where nothing new was learned', async () => {
  const memory = detectedPlatforms(folder);
  memory.finished(seen({}), one, 0);
  await memory.keep();
  await expect(readFile(path.join(folder, 'detected-platforms.json'))).rejects.toThrow('ENOENT');
});

test.each([
  '',
  'null',
  '[]',
  '{"leaf1.example.net:22": {"platform": "no_such"}}',
  '{"leaf1.example.net:22": 1}',
  '{',
])('a file that says nothing useful is as if it were not there: %j', async (text) => {
  await writeFile(path.join(folder, 'detected-platforms.json'), text);
  expect(detectedPlatforms(folder).of(one)).toBeUndefined();
});
