import { readdirSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changes } from '../../src/history/changes.ts';
import type { Reply } from '../../src/model/outcome.ts';
import { showTogether } from '../../src/reporters/together.ts';
import { device, outcome, reply, summaryOf } from '../reporters/fixed-run.ts';
import { recordingSink } from '../reporters/recording-sink.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-changes-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What is shown of devices that print this, each after the other. */
async function shown(...printed: readonly (readonly Reply[])[]): Promise<string> {
  const devices = printed.map((_, place) => device(`r${place + 1}`));
  const [stdout, stderr] = [recordingSink(), recordingSink()];
  const grouping = { volatileOf: () => [/^uptime is (?<part>.*)$/, /^now .*$/], diff: 'none' } as const;
  const show = showTogether([{ open: changes(folder), out: stdout }], {
    devices,
    stdout,
    stderr,
    tells: 'losses',
    grouping,
  });
  const results = devices.map((one, place) => ({
    device: one,
    replies: printed[place] ?? [],
    outcome: outcome({ status: 'ok' }),
  }));
  for (const [index, result] of results.entries()) await show.result(result, index);
  await show.end(summaryOf(results));
  return stdout.text() + stderr.text();
}

const FRESH = 'nothing to compare with yet: r1\n';

describe('What has changed since the last run', () => {
  test('is shown with what is around it, and lines that change by themselves count as the same', async () => {
    expect(await shown([reply('show x', 'uptime is 1 day\na\nb\n')])).toBe(FRESH);
    const text = await shown([reply('show x', 'uptime is 2 days\na\nc\n')]);
    expect(text.replaceAll(/\t.*$/gm, '')).toBe(
      ['--- r1: show x', '+++ r1: show x', '@@ -1,3 +1,3 @@', ' uptime is 2 days', ' a', '-b', '+c', ''].join(
        '\n',
      ),
    );
  });

  test('is nothing where only that has changed which changes by itself', async () => {
    await shown([reply('show x', 'uptime is 1 day\na\n')]);
    expect(await shown([reply('show x', 'uptime is 2 days  \na\n\n')])).toBe('');
    await shown([reply('show x', 'now 1\na\n')]);
    expect(await shown([reply('show x', 'now 2\na\n')])).toBe('');
  });

  test('is told for each device and for each command', async () => {
    await shown([reply('show x', 'a\n'), reply('show x', 'b\n')], [reply('show x', 'a\n')]);
    const text = await shown([reply('show x', 'a\n'), reply('show x', 'c\n')], [reply('show x', 'd\n')]);
    expect(text.match(/^[-+]\w.*$/gm)).toEqual(['-b', '+c', '-a', '+d']);
    expect(await shown([reply('show y', 'a\n')])).toBe(FRESH);
  });

  test('counts from the last time that the command went well', async () => {
    await shown([reply('show x', 'a\n')]);
    expect(await shown([reply('show x', '% no\n', 'rejected')])).toBe('');
    expect(await shown([reply('show x', '', 'partial')])).toBe('');
    expect(await shown([reply('show x', 'a\n')])).toBe('');
  });

  test('is not shown line by line where that would take long', async () => {
    const lines = (word: string) => Array.from({ length: 4000 }, (_, place) => `${word} ${place}\n`).join('');
    await shown([reply('show x', lines('a'))]);
    expect(await shown([reply('show x', lines('b'))])).toBe(
      'r1: show x: more has changed than can be shown\n',
    );
  });

  test('is unknown of what is damaged, and what nobody asks for is forgotten', async () => {
    await shown([reply('show x', 'a\n')], [reply('show x', 'a\n')]);
    const kept = path.join(folder, 'changed');
    const files = readdirSync(kept).map((name) => path.join(kept, name));
    for (const file of files) {
      await writeFile(file, '{"at": 1');
      await utimes(file, 0, 0);
    }
    expect(await shown([reply('show x', 'b\n')])).toBe(FRESH);
    expect(readdirSync(kept)).toHaveLength(1);
  });
});
