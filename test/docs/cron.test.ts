import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../src/cli/options.ts';
import { splitShellWords } from '../../src/inventory/shell-words.ts';
import { metrics } from '../../src/reporters/metrics.ts';
import { show } from '../reporters/fixed-run.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/cron.md'), 'utf8');
const LINES = [...TEXT.matchAll(/^netrun (.*)$/gm)].map(([, line = '']) => line);
const IO = { stdout: { write: () => {} }, stderr: { write: () => {} } };

function words(line: string): string[] {
  const split = splitShellWords(line);
  return 'problem' in split ? [] : split.words.map(({ text }) => text);
}

describe('The examples of docs/cron.md', () => {
  test.each(LINES)('netrun %s has options that there are', (line) => {
    const all = words(line);
    // What `netrun cron` takes is a command line itself, behind the time.
    const typed = all[0] === 'cron' ? words(all[3] ?? '') : all;
    expect(typed.length).toBeGreaterThan(2);
    expect(() => parseOptions(typed, IO)).not.toThrow();
  });

  test('are found', () => {
    expect(LINES.length).toBeGreaterThan(6);
  });

  test('have a row for every metric, with its labels', async () => {
    const { stdout } = await show(metrics({ run: 'x', now: Date.now }));
    const written = new Map(
      [...stdout.text().matchAll(/^(netrun_\w+)\{(.*)\}/gm)].map(([, name, labels = '']) => [
        name,
        [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'run'),
      ]),
    );
    const rows = [...TEXT.matchAll(/^\| `(netrun_\w+)` \| (.*?) ?\| /gm)].map(
      ([, name, labels = '']) => [name, [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)] as const,
    );
    expect(new Map(rows)).toEqual(written);
  });
});
