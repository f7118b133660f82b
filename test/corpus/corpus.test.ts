import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { findPlatform } from '../../src/inventory/device-type.ts';
import type { Behaviour } from '../../src/lab/behaviour.ts';
import { storedFiles } from '../../src/lab/files.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { PlatformName } from '../../src/platforms/index.ts';
import { openSsh } from '../../src/session/ssh.ts';
import { deviceOf, jobOf } from '../executors/tasks.ts';
import { runOn } from '../wire/run-on.ts';
import { commandFor, fault, inTurn, printed, serve } from './serve.ts';

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

const stored = storedFiles(OUTPUTS);

/** The output of that name as a byte string. */
const content = (name: string): string => stored(name) ?? '';

const CHUNKS = [
  { title: 'whole', chunk: 'whole' },
  { title: 'byte by byte', chunk: 'byte' },
  { title: 'in random pieces with pauses', chunk: 'random' },
] as const;

type Weather = {
  readonly title: string;
  readonly behaviour: Partial<Behaviour> & { readonly pipelining?: boolean };
  /** Byte by byte, one in so many outputs. */
  readonly every: number;
};

const WEATHERS: readonly Weather[] = [
  { title: 'without a pager', behaviour: {}, every: 1 },
  { title: 'with a pager', behaviour: { pagingCommand: 'refused' }, every: 1 },
  { title: 'after commands that are sent ahead', behaviour: { pipelining: true }, every: 4 },
  { title: 'with lines that are the prompt', behaviour: { hostile: ['lookalike'] }, every: 4 },
  { title: 'with messages in it and after it', behaviour: { hostile: ['syslog'] }, every: 4 },
  {
    title: 'with a pager, lines that are the prompt, and messages',
    behaviour: { hostile: ['lookalike', 'syslog', 'pager'] },
    every: 4,
  },
];

/** One device's pauses are the others' time. */
const AT_A_TIME = 128;

beforeEach(({ skip }) => {
  skip(NAMES.length === 0, `the outputs are not there: ${OUTPUTS}`);
});

describe.each(CHUNKS)('outputs of real devices, sent $title,', ({ chunk }) => {
  const cases = WEATHERS.map(({ title, behaviour, every }) => {
    const names = NAMES.filter((_, at) => chunk !== 'byte' || at % every === 0);
    return { title, behaviour, names, count: names.length };
  });
  test.each(cases)(
    'come back byte for byte, without a silence waited for: $count $title',
    { timeout: 120_000 },
    async ({ behaviour, names }) => {
      const wrong: string[] = [];
      let silences = 0;
      await inTurn(names.entries(), AT_A_TIME, async ([seed, name]) => {
        const command = commandFor('cisco_ios', name);
        const served = await serve([command], 'cisco_ios', { ...behaviour, chunk, seed }, content);
        silences += served.silences;
        const expected = printed(content(name), 'cisco_ios', behaviour.hostile);
        const found = fault(served, [command], [expected]);
        if (found) wrong.push(found);
      });
      expect({ wrong: wrong.length, first: wrong.slice(0, 3), silences }).toEqual(NOTHING_WRONG);
    },
  );
});

const NOTHING_WRONG = { wrong: 0, first: [], silences: 0 };

const ROWS = [2, 3, 500];

test.each(ROWS)('they come back byte for byte from a pager of %i rows', async (pageRows) => {
  const wrong: string[] = [];
  let silences = 0;
  // A page a line of the very long ones tells nothing more.
  const names = NAMES.filter((name) => size(name) < 20_000);
  await inTurn(names.entries(), AT_A_TIME, async ([seed, name]) => {
    const command = commandFor('cisco_ios', name);
    const behaviour = { pageRows, pagingCommand: 'refused', hostile: ['lookalike'], seed } as const;
    const served = await serve([command], 'cisco_ios', behaviour, content);
    silences += served.silences;
    const found = fault(served, [command], [printed(content(name), 'cisco_ios', behaviour.hostile)]);
    if (found) wrong.push(found);
  });
  expect({ wrong: wrong.length, first: wrong.slice(0, 3), silences }).toEqual(NOTHING_WRONG);
});

test.each(CHUNKS)('they come back byte for byte from a Linux host, sent $title', async ({ chunk }) => {
  const wrong: string[] = [];
  const hostile = ['lookalike', 'syslog'] as const;
  const names = NAMES.filter((_, at) => chunk !== 'byte' || at % 4 === 0);
  await inTurn(names.entries(), AT_A_TIME, async ([seed, name]) => {
    const command = commandFor('linux', name);
    const behaviour = { hostile, chunk, seed, promptStyle: seed % 2 === 0 ? 'plain' : 'ansi' } as const;
    const served = await serve([command], 'linux', behaviour, content);
    const found = fault(served, [command], [printed(content(name), 'linux', hostile)]);
    if (found) wrong.push(found);
  });
  expect({ wrong: wrong.length, first: wrong.slice(0, 3) }).toEqual({ wrong: 0, first: [] });
});

test.each([
  { title: 'without a pager', behaviour: {} },
  { title: 'with a pager', behaviour: { pagingCommand: 'refused' } },
] as const)('all of them come back in one session, one after the other: $title', async ({ behaviour }) => {
  const commands = NAMES.map((name) => commandFor('cisco_ios', name));
  const served = await serve(commands, 'cisco_ios', behaviour, content);
  const expected = NAMES.map((name) => printed(content(name), 'cisco_ios'));
  expect(fault(served, commands, expected)).toBe(undefined);
  expect(served.silences).toBe(0);
});

/** The platform of the device that an output is of; the folders are called after device types, but for these. */
function platformOfOutput(name: string): PlatformName | undefined {
  const [folder = ''] = name.split('/');
  return Object.hasOwn(OTHER_FOLDERS, folder) ? OTHER_FOLDERS[folder] : findPlatform(folder);
}

/** undefined: netrun has no such platform. */
const OTHER_FOLDERS: Readonly<Record<string, PlatformName | undefined>> = {
  cisco_nvfis: undefined,
  cisco_wlc_ssh: 'cisco_wlc',
  edgecore: undefined,
  extreme_slxos: 'extreme_slx',
  fsas_sir: undefined,
  huawei_ont: undefined,
  vmware_nsxv: undefined,
  watchguard_firebox: 'watchguard_fireware',
};

describe('on a device of the kind that they are of', () => {
  test('are nearly all of them', () => {
    const folders = new Set(NAMES.map((name) => name.split('/')[0] ?? ''));
    const without = [...folders].filter((folder) => platformOfOutput(folder) === undefined);
    expect(without.toSorted()).toEqual(['cisco_nvfis', 'edgecore', 'fsas_sir', 'huawei_ont', 'vmware_nsxv']);
  });

  test.each([
    { title: 'whole', behaviour: { chunk: 'whole' } },
    { title: 'in random pieces with pauses', behaviour: { chunk: 'random' } },
    { title: 'whole, with a pager', behaviour: { chunk: 'whole', pagingCommand: 'refused' } },
    { title: 'with lines that are the prompt', behaviour: { chunk: 'whole', hostile: ['lookalike'] } },
  ] as const)('they come back byte for byte, $title', { timeout: 120_000 }, async ({ behaviour }) => {
    const wrong: string[] = [];
    await inTurn(NAMES.entries(), AT_A_TIME, async ([seed, name]) => {
      const platform = platformOfOutput(name);
      if (platform === undefined) return;
      // It ends with the upper line of Junos's prompt: behind a false prompt nobody can tell which is which.
      if ('hostile' in behaviour && content(name).endsWith('{master:0}\n')) return;
      const command = commandFor(platform, name);
      const served = await serve([command], platform, { ...behaviour, seed }, content);
      const hostile = 'hostile' in behaviour ? behaviour.hostile : [];
      const found = fault(served, [command], [printed(content(name), platform, hostile)]);
      if (found) wrong.push(`${platform}: ${found}`);
    });
    expect({ wrong: wrong.length, first: wrong.slice(0, 3) }).toEqual({ wrong: 0, first: [] });
  });
});

describe('over SSH', () => {
  test.each([
    { title: 'whole', behaviour: {}, every: 4 },
    { title: 'whole, with a pager', behaviour: { pagingCommand: 'refused' }, every: 4 },
    { title: 'byte by byte', behaviour: { chunk: 'byte' }, every: 16 },
    {
      title: 'byte by byte, with a pager',
      behaviour: { chunk: 'byte', pagingCommand: 'refused' },
      every: 16,
    },
    { title: 'in random pieces', behaviour: { chunk: 'random' }, every: 16 },
    {
      title: 'in random pieces, with a pager, lines that are the prompt, and messages',
      behaviour: { chunk: 'random', hostile: ['lookalike', 'syslog', 'pager'] },
      every: 32,
    },
  ] as const)(
    'one in $every of them comes back byte for byte: $title',
    { timeout: 120_000 },
    async ({ behaviour, every }) => {
      await using lab = await startLab({ devices: DEVICES, behaviour: { ...behaviour, files: OUTPUTS } });
      const names = NAMES.filter((name, at) => at % every === 0 && size(name) < 50_000);
      const found = await Promise.all(
        lab.devices.map(async (device, place) => {
          const own = names.filter((_, at) => at % DEVICES === place);
          const commands = own.map((name) => commandFor('cisco_ios', name));
          const hostile = 'hostile' in behaviour ? behaviour.hostile : [];
          const expected = own.map((name) => printed(content(name), 'cisco_ios', hostile, `${device.name}#`));
          return fault(await runOn(deviceOf(device), jobOf(...commands), openSsh), commands, expected);
        }),
      );
      expect(found).toEqual(Array(DEVICES).fill(undefined));
    },
  );
});

const DEVICES = 8;
