import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noteReadableSecrets } from '../../src/access/readable-secrets.ts';
import { devicesOf } from '../inventory/devices-of.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netrun-readable-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function notesOn(entry: string, mode: number): Promise<string[]> {
  const file = join(folder, 'd.yaml');
  const text = `- {ip: a, device_type: linux, ${entry}}\n- {ip: b, device_type: linux, ${entry}}\n`;
  await writeFile(file, text);
  await chmod(file, mode);
  const { devices, origins } = devicesOf(text, file);
  return noteReadableSecrets(devices, {
    uid: userInfo().uid,
    fileOf: (device, key) => origins(device).get(key)?.file,
  });
}

it.each(['password: x', 'secret: x', 'passphrase: x', 'password: literal:x'])(
  'An inventory with %s that others can read is told of, once',
  async (entry) => {
    expect(await notesOn(entry, 0o644)).toEqual([
      expect.stringMatching(/d\.yaml holds secrets, and others can read it; chmod 600 .*d\.yaml$/),
    ]);
  },
);

it.each([
  ['password: x', 0o600],
  ['password: env:X', 0o644],
  ['secret: "${X}"', 0o644],
  ['username: x', 0o644],
])('An inventory with %s and mode %o needs no word', async (entry, mode) => {
  expect(await notesOn(entry, mode)).toEqual([]);
});
