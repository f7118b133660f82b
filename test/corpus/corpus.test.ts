import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Behaviour } from '../../src/lab/behaviour.ts';
import { storedFiles } from '../../src/lab/files.ts';
import { startLab } from '../../src/lab/lab.ts';
import { openSsh } from '../../src/session/ssh.ts';
import { deviceOf, jobOf } from '../executors/tasks.ts';
import { commandFor, fault, inTurn, printed, runOn, serve } from './serve.ts';

/** Real outputs of real devices, which are no part of this project. */
const OUTPUTS = join(import.meta.dirname, '../../../shared/corpus/outputs');

/** The largest first, since they take longest. */
const NAMES = existsSync(OUTPUTS)
  ? readdirSync(OUTPUTS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(OUTPUTS, join(entry.parentPath, entry.name)))
      .sort((one, other) => size(other) - size(one) || (one < other ? -1 : 1))
  : [];

function size(name: string): number {
  return statSync(join(OUTPUTS, name)).size;
}

const content = storedFiles(OUTPUTS);

type Weather = { readonly title: string; readonly behaviour: Partial<Behaviour> & { pipelining?: boolean } };

const CHUNKS = [
  { title: 'whole', chunk: 'whole' },
  { title: 'byte by byte', chunk: 'byte' },
  { title: 'in random pieces with pauses', chunk: 'random' },
] as const;

const WEATHERS: readonly Weather[] = [
  { title: 'without a pager', behaviour: {} },
  { title: 'with a pager', behaviour: { pagingCommand: 'refused' } },
  { title: 'sent ahead', behaviour: { pipelining: true } },
  { title: 'with lookalikes of the prompt', behaviour: { hostile: ['lookalike'] } },
  { title: 'with messages in it and after it', behaviour: { hostile: ['syslog'] } },
  {
    title: 'with all of that at once',
    behaviour: { hostile: ['lookalike', 'syslog', 'pager'] },
  },
];

beforeEach(({ skip }) => {
  skip(NAMES.length === 0, `the outputs are not there: ${OUTPUTS}`);
});

describe.each(CHUNKS)(`each of the ${NAMES.length} outputs, sent $title,`, ({ chunk }) => {
  test.each(WEATHERS)('comes back as it was: $title', { timeout: 120_000 }, async ({ behaviour }) => {
    const wrong: string[] = [];
    let silences = 0;
    await inTurn(NAMES.entries(), 128, async ([seed, name]) => {
      const command = commandFor('cisco_ios', name);
      const served = await serve([command], 'cisco_ios', { ...behaviour, chunk, seed }, content);
      silences += served.silences;
      const expected = printed(content(name) ?? '', 'cisco_ios', behaviour);
      const found = fault(served, [command], [expected]);
      if (found) wrong.push(found);
    });
    console.log(chunk, JSON.stringify(behaviour), 'wrong', wrong.length, 'silences', silences);
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});
void startLab;
void openSsh;
void deviceOf;
void jobOf;
