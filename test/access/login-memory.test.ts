import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loginMemory } from '../../src/access/login-memory.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { task } from '../session/play.ts';

const { device } = task({});
const outcome = (login?: string): Outcome => ({
  status: 'ok',
  notes: [],
  durationMs: 1,
  attempts: 1,
  ...(login === undefined ? {} : { login }),
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netrun-logins-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(login?: string): Promise<string | undefined> {
  const memory = loginMemory(folder);
  const { remembered } = memory.recall(device).ssh;
  memory.finished(outcome(login), device, 0);
  await memory.keep();
  return remembered;
}

test('what let netrun in is remembered, and forgotten when the usual does it again', async () => {
  expect(await run('keyboard-interactive')).toBeUndefined();
  expect(await run('keyboard-interactive')).toBe('keyboard-interactive');
  expect(await run('password')).toBe('keyboard-interactive');
  expect(await run()).toBeUndefined();
});

test('a login as usual is not written down, nor is one that failed', async () => {
  await run('password');
  await run();
  expect(() => readFileSync(path.join(folder, 'logins.json'))).toThrow('ENOENT');
});

test('another user of the same device has a memory of his own', async () => {
  await run('keyboard-interactive');
  const other = loginMemory(folder).recall({ ...device, username: 'other' });
  expect(other.ssh.remembered).toBeUndefined();
});

test.each(['', 'null', '[1]', '{"netops@192.0.2.1:22": 7}'])(
  'a file that says %j says nothing',
  async (text) => {
    writeFileSync(path.join(folder, 'logins.json'), text);
    expect(await run()).toBeUndefined();
  },
);
