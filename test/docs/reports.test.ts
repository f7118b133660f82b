import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseOptions } from '../../src/cli/options.ts';

const LINES = ['reports.md', 'output.md'].flatMap((page) =>
  [...textOf(page).matchAll(/^netrun (-.*)$/gm)].map(([, line = '']) => [
    line.replace(/ [|#] .*$/, ''),
    page,
  ]),
);

it.each(LINES)('netrun %s in docs/%s has options that there are', (line) => {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, word = '']) => double ?? single ?? word,
  );
  const io = { write: () => undefined };
  expect(() => parseOptions(words, { stdout: io, stderr: io })).not.toThrow();
});

function textOf(page: string): string {
  return readFileSync(path.join(import.meta.dirname, '../../docs', page), 'utf8');
}
