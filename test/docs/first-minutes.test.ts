import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { netrun } from '../integration/harness.ts';
import { withFiles } from '../inventory/formats/inventory-of.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/first-minutes.md'), 'utf8');
const FILES = Object.fromEntries(
  [...TEXT.matchAll(/In\s`([^`]+)`:\n\n```\w+\n([\s\S]*?)```$/gm)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
);
const EXAMPLES = [...TEXT.matchAll(/```console\n\$ netrun (.*)\n([\s\S]*?)```$/gm)].map(
  ([, command = '', said = '']) => ({ command, said }),
);

it('has examples', () => {
  expect(Object.keys(FILES)).toEqual(['neighbors.txt', 'switches.csv']);
  expect(EXAMPLES).toHaveLength(2);
});

it.each(EXAMPLES)('netrun $command says what docs/first-minutes.md says', async ({ command, said }) => {
  const run = await withFiles(FILES, (folder) => netrun(command.split(' '), { cwd: folder }));
  expect(run.stderr + run.stdout).toBe(said);
  expect(run.code).toBe(0);
});
