import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { recentRejections } from '../../src/access/recent-rejections.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
const at = (minute: number) => recentRejections(temporary.path, () => START + minute * MINUTE);
const stored = () => JSON.parse(readFileSync(path.join(temporary.path, 'rejections.json'), 'utf8'));

test('The next run knows a rejection for ten minutes', async () => {
  at(0).add('alice');
  await expect.poll(() => at(9).of('alice')).toBe(1);
  expect(at(10).of('alice')).toBe(0);
  expect(at(9).of('bob')).toBe(0);
});

test('A user who is let in has no rejections any more, those of the same run included', async () => {
  at(0).add('alice');
  await expect.poll(() => at(1).of('alice')).toBe(1);
  const run = at(1);
  run.add('bob');
  run.add('alice');
  run.add('alice');
  run.clear('alice');
  await expect.poll(stored).toEqual({ bob: [START + MINUTE] });
  run.add('alice');
  await expect.poll(() => at(2).of('alice')).toBe(1);
});

test.each(['constructor', '__proto__', 'toString'])('A user may be called %s', async (name) => {
  const run = at(0);
  expect(run.of(name)).toBe(0);
  run.add(name);
  run.add(name);
  await expect.poll(() => at(1).of(name)).toBe(2);
});
