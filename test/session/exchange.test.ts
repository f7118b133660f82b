import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Exchange } from '../../src/session/exchange.ts';
import { Trouble } from '../../src/session/trouble.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-exchange-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An output of lines of a kilobyte that may be spilled after each. */
function spilled(lines: readonly string[]): Exchange {
  const exchange = new Exchange('show it', 0);
  for (const line of lines) {
    exchange.lines.push(line);
    exchange.spill(folder);
  }
  return exchange;
}

const LINES = Array.from({ length: 20_000 }, (_, at) => `${at} ${'x'.repeat(1000)}`);

test('a large output goes to a file of its owner alone, whole and in order', async () => {
  const exchange = spilled(LINES);
  exchange.unendedLine = 'and an end without a line end';
  expect(exchange.lines.length).toBeLessThan(2000);
  const { output, outputFile } = exchange.finish();
  expect(output).toBe('');
  const text = `${LINES.join('\n')}\nand an end without a line end`;
  expect(outputFile?.bytes).toBe(text.length);
  expect(await readFile(outputFile?.path ?? '', 'utf8')).toBe(text);
  expect((await stat(outputFile?.path ?? '')).mode & 0o777).toBe(0o600);
});

test('what turns out to be a prompt and an echo can be taken back from a large output', async () => {
  const exchange = spilled([...LINES, 'R1#', 'R1#  ']);
  exchange.lines.length -= 2;
  const { outputFile } = exchange.finish();
  expect(await readFile(outputFile?.path ?? '', 'utf8')).toBe(`${LINES.join('\n')}\n`);
});

test('a single line as large as that stays in memory, whole', () => {
  const line = 'y'.repeat(9 * 2 ** 20);
  expect(spilled([line]).finish()).toEqual({ output: `${line}\n` });
});

test('a folder that takes no file is trouble of the output, and no bug', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  const exchange = new Exchange('show it', 0);
  exchange.lines.push(...LINES);
  expect(() => exchange.spill(file)).toThrow(Trouble);
  expect(exchange.finish()).toEqual({ output: `${LINES.join('\n')}\n` });
});
