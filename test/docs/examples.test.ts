import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseOptions } from '../../src/cli/options.ts';
import { isSubcommand, SUBCOMMANDS } from '../../src/cli/subcommands.ts';
import { splitShellWords } from '../../src/inventory/shell-words.ts';
import type { Ending } from '../cli/program.ts';
import { netrun } from '../integration/harness.ts';
import {
  at,
  type Block,
  blocksOf,
  type Example,
  examplesOf,
  inlineCodeOf,
  PAGES,
  proseOf,
  tableExamplesOf,
} from './pages.ts';
import { openTown, type Sandbox, type Town } from './sandbox.ts';
import { MAY_BE_MISSING, TREATMENTS, treatmentOf } from './treatments.ts';

const BLOCKS = PAGES.flatMap(blocksOf);
const EXAMPLES = [...BLOCKS.flatMap(examplesOf), ...PAGES.flatMap(tableExamplesOf)];

/** What a block in each language is; one in another language, or in none, belongs to nobody. */
const LANGUAGES: Readonly<Record<string, (block: Block) => void>> = {
  sh: () => {},
  console: () => {},
  text: () => {},
  yaml: ({ text }) => void parse(text),
  json: ({ text }) => void JSON.parse(text),
  js: () => {},
  ts: () => {},
  ini: () => {},
  csv: () => {},
};

describe('Every block of the pages', () => {
  it.each(BLOCKS.map((block) => [at(block), block] as const))('says what it is: %s', (_, block) => {
    const read = LANGUAGES[block.language];
    expect(
      read,
      `${at(block)}: write a language after the \`\`\` (sh: commands; console: commands after "$ " with what they print; text: anything else), or teach test/docs/examples.test.ts "${block.language}"`,
    ).toBeDefined();
    expect(() => read?.(block)).not.toThrow();
    if (!holdsCommands(block)) {
      expect(block.text, `${at(block)}: a block with commands of netrun's is sh or console`).not.toMatch(
        /^(?:\$ )?netrun /m,
      );
    }
  });

  it.each(PAGES)('is fenced, so that its commands are run: %s', (page) => {
    expect(proseOf(page).match(/^(?: {4,}|\t)(?:\$ )?netrun .*$/gm)).toBeNull();
  });
});

const HAS_SHELL = existsSync('/bin/bash');

describe.skipIf(!HAS_SHELL)(
  `The examples of the pages${HAS_SHELL ? '' : ' (without /bin/bash they are not run)'}`,
  () => {
    let town: Town;
    beforeAll(async () => {
      town = await openTown();
    });
    afterAll(() => town[Symbol.asyncDispose]());

    const pages = PAGES.filter((page) => EXAMPLES.some((example) => example.page === page));
    it.concurrent.each(pages)(
      'of %s do what it says',
      async (page) => {
        const blocks = BLOCKS.filter((block) => block.page === page);
        const files = Object.fromEntries(
          blocks.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text]])),
        );
        const sandbox = await town.sandbox(files);
        const wrong: string[] = [];
        for (const example of EXAMPLES.filter((one) => one.page === page)) {
          const problem = await tryOut(example, sandbox);
          if (problem !== undefined) wrong.push(`${at(example)}: ${example.command}\n${problem}`);
        }
        expect(wrong.join('\n\n'), wrong.length > 0 ? ADVICE : '').toBe('');
      },
      300_000,
    );

    it.each(TREATMENTS.map((row) => [`${row.page} ${row.command}`, row] as const))(
      '%s is treated otherwise',
      (_, row) => {
        expect(
          EXAMPLES.filter(({ page, command }) => page === row.page && row.command.test(command)),
        ).not.toEqual([]);
      },
    );
  },
);

describe('What the pages say in passing', () => {
  it.each(PAGES)('has options that there are: %s', async (page) => {
    const known = await knownOptions();
    const all = new Set([...known.values()].flatMap((names) => [...names]));
    const wrong: string[] = [];
    for (const { line, code } of inlineCodeOf(page)) {
      const [first = '', second = ''] = code.split(' ');
      const names = optionsIn(code);
      const mine = first === 'netrun' ? known.get(isSubcommand(second) ? second : '') : all;
      if (first !== 'netrun' && (page === PAGE_OF_OTHERS || !first.startsWith('-'))) continue;
      for (const name of names) {
        if (!mine?.has(name) && !OPTIONS_OF_OTHERS.has(name))
          wrong.push(`${page}:${line}: ${name} in \`${code}\``);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** What it says beside netrun's own commands is what is typed to other programs. */
const PAGE_OF_OTHERS = 'docs/coming-from.md';

/** Of Ansible's inventory programs, and of man. */
const OPTIONS_OF_OTHERS: ReadonlySet<string> = new Set(['--list', '-l']);

const ADVICE =
  'Each example is run in the folder of test/docs/sandbox.ts; what cannot be run there, or ends otherwise than with 0, has a line in test/docs/treatments.ts.';

/** @returns what is wrong with it; undefined: nothing */
async function tryOut(example: Example, sandbox: Sandbox): Promise<string | undefined> {
  const treatment = treatmentOf(example);
  switch (treatment.how) {
    case 'read':
      return /(?<!\w )\bnetrun [-"'@a-z]/.test(example.command)
        ? 'a command of netrun is at least parsed'
        : undefined;
    case 'parse':
      return unknownOptions(example.command);
    case 'begin':
      await sandbox.begin(example.command, treatment.until);
      return undefined;
    case 'plan':
      return badEnding(await sandbox.run(example.command, 'plan'), 0);
    case 'run': {
      const missing = programsOf(example.command).filter((name) => !hasProgram(name));
      if (missing.length > 0 && missing.every((name) => MAY_BE_MISSING.has(name))) {
        console.log(`${at(example)}: not run, since there is no ${missing.join(', ')} here`);
        return undefined;
      }
      const { command, shown } = example;
      // As on a terminal, where what comes on stderr stands where it comes.
      const merged = shown === undefined ? command : `exec 2>&1; ${command}`;
      const ending = await sandbox.run(
        treatment.without === undefined ? merged : without(treatment.without, merged),
        'run',
      );
      const bad = badEnding(ending, treatment.exit);
      if (bad !== undefined || shown === undefined || treatment.output === 'of other devices') return bad;
      const printed = ending.stdout + ending.stderr;
      return patternOf(shown).test(plain(printed)) ? undefined : `it prints otherwise:\n${printed}`;
    }
  }
}

/** A command that runs without a file, which is there again afterwards. */
function without(file: string, command: string): string {
  return `mv ${file} kept; (${command}\n); code=$?; mv kept ${file}; exit $code`;
}

function badEnding({ code, signal, stdout, stderr }: Ending, expected: number): string | undefined {
  if (code === expected) return undefined;
  return `it ended with ${code ?? signal} and not with ${expected}:\n${stdout}\n${stderr}`;
}

/** What a page shows, whatever the times, and with any lines where a line is `…`. */
function patternOf(shown: string): RegExp {
  const lines = plain(shown)
    .split('\n')
    .map((line) => (line === '…' ? '(?:.*\\n)*?.*' : line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${lines.join('\\n')}$`);
}

/** Without what is another thing in each run. */
function plain(text: string): string {
  return text
    .replaceAll(/ *\b\d+\.\d+ s\b/g, ' N s')
    .replaceAll(/\d\d:\d\d:\d\d(?:\.\d+)?/g, 'TIME')
    .replaceAll(/(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d+ \d{4}/g, 'DAY')
    .replaceAll(/ +$/gm, '');
}

function programsOf(command: string): readonly string[] {
  return [...MAY_BE_MISSING].filter((name) => new RegExp(`(?:^|[|;&(]\\s*)${name}\\b`).test(command));
}

function hasProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));
}

/** @returns what is wrong with the words of a command line; undefined: nothing */
async function unknownOptions(command: string): Promise<string | undefined> {
  const typed = /(?:^|[|&;] *)netrun ([^|]*)/.exec(withoutComment(command))?.[1];
  if (typed === undefined) return 'there is no netrun in it: it is to be read';
  const split = splitShellWords(typed.trim());
  if ('problem' in split) return split.problem;
  const words = split.words.map(({ text }) => text);
  const [first = '', ...rest] = words;
  if (isSubcommand(first)) {
    const known = (await knownOptions()).get(first);
    const unknown = rest.filter((word) => /^--?[a-z]/i.test(word) && !known?.has(word.replace(/=.*/, '')));
    return unknown.length === 0 ? undefined : `netrun ${first} has no ${unknown.join(', ')}`;
  }
  const said: string[] = [];
  const out = { write: (text: string) => said.push(text) };
  try {
    parseOptions(words, { stdout: out, stderr: out });
    return undefined;
  } catch (error) {
    return `${said.join('')}${error instanceof Error ? error.message : error}`;
  }
}

function withoutComment(command: string): string {
  return command.replaceAll(/\s#\s.*$/gm, '');
}

function optionsIn(text: string): readonly string[] {
  return text.replaceAll(/"[^"]*"|'[^']*'/g, "''").match(/(?<=^|\s)--?[a-z][\w-]*/gi) ?? [];
}

let options: Promise<ReadonlyMap<string, ReadonlySet<string>>> | undefined;

/** Options by subcommand; those of a run under the empty name. */
function knownOptions(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  options ??= askForOptions();
  return options;
}

async function askForOptions(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const known = new Map<string, ReadonlySet<string>>();
  for (const name of ['', ...Object.keys(SUBCOMMANDS)]) {
    const all = await netrun([...(name === '' ? [] : [name]), '--help-all']);
    const help = all.code === 0 ? all : await netrun([name, '--help']);
    known.set(
      name,
      new Set(['--help', '--help-all', ...(help.stdout.match(/(?<=^ {2}|, )--?[a-z][\w-]*/gim) ?? [])]),
    );
  }
  return known;
}

function holdsCommands({ language }: Block): boolean {
  return language === 'sh' || language === 'console';
}
