import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { TRANSCRIPTS } from '../src/lab/transcripts/index.ts';
import { PLATFORMS } from '../src/platforms/index.ts';

const SRC = path.join(import.meta.dirname, '../src');

/** What each part may import of the others: folders end with a slash. Its own files it always may. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  platforms: [],
  model: ['platforms/'],
  // what a value may refer to is known there, and so is who could have written a file
  inventory: ['model/', 'platforms/', 'access/'],
  access: ['model/', 'platforms/'],
  session: ['model/', 'platforms/', 'access/'],
  executors: ['model/', 'session/'],
  reporters: ['model/'],
  history: ['model/', 'access/state-file.ts', 'reporters/'],
  'run.ts': ['model/', 'executors/executor.ts', 'login-guard.ts'],
  'login-guard.ts': ['model/', 'access/lockout-guard.ts'],
  'ready-devices.ts': ['model/', 'inventory/', 'access/'],
  'retry.ts': ['model/'],
  'rollout.ts': ['model/'],
  'collect.ts': ['model/', 'executors/executor.ts', 'access/lockout-guard.ts'],
  lab: ['platforms/'],
  cli: [''],
  // how the bundled program and its workers begin
  start: ['cli/', 'executors/'],
  // the public names of the library, which has no command line and no lab
  'index.ts': [
    'access/',
    'collect.ts',
    'executors/',
    'inventory/',
    'model/',
    'platforms/',
    'ready-devices.ts',
    'reporters/',
    'retry.ts',
    'rollout.ts',
    'run.ts',
  ],
};

/** Which files may import a package, or a Node module that touches the world outside, types included. */
const WHO_MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  ssh2: /^(access\/private-key\.ts|session\/(algorithms|authentication|connection|flights|identities|quirks|shell-transport|ssh-program|ssh2)\.ts|lab\/.*)$/,
  yaml: /^(inventory\/|reporters\/yaml\.ts$)/,
  'csv-parse/sync': /^inventory\/formats\/csv\.ts$/,
  diff: /^reporters\/unified-diff\.ts$/,
  'string-width': /^reporters\//,
  chalk: /^(reporters\/|cli\/|history\/changes\.ts$)/,
  commander: /^cli\//,
  'p-limit': /^run\.ts$/,
  'node:worker_threads': /^(executors|start)\//,
  'node:child_process': /^(executors\/|(access\/(run-program|match-exec)|session\/socket)\.ts$)/,
  'node:net':
    /^(access\/agent\.ts|session\/socket\.ts|inventory\/(device-entry|devices-text|select|pastes\/(addresses|lines))\.ts|lab\/.*)$/,
  'node:readline': /^cli\//,
  'node:process': /^(cli\/|executors\/worker\.ts$)/,
};

/** Parts that are pure: no Node module, no package. */
const PURE = ['platforms', 'model'];

type Import = {
  /** `model/job.ts` for a file of ours, else the name of a package or Node module. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly kind: 'value' | 'type' | 'dynamic';
};

type Source = { readonly file: string; readonly code: string; readonly imports: readonly Import[] };

const SOURCES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readSource(file.replaceAll(path.sep, '/')));

describe('imports', () => {
  test('are found in every form that the sources use', () => {
    expect(
      importsOf(
        'cli/x.ts',
        [
          "import type { A } from '../model/a.ts';",
          "import {\n  type B,\n  b,\n} from './b.ts';",
          "import { type C } from 'c';",
          "export { d } from './d/d.ts';",
          "import 'node:e';",
          "const f = await import('../f.ts');",
        ].join('\n'),
      ),
    ).toEqual([
      { target: 'model/a.ts', isOurs: true, kind: 'type' },
      { target: 'cli/b.ts', isOurs: true, kind: 'value' },
      { target: 'c', isOurs: false, kind: 'type' },
      { target: 'cli/d/d.ts', isOurs: true, kind: 'value' },
      { target: 'node:e', isOurs: false, kind: 'value' },
      { target: 'f.ts', isOurs: true, kind: 'dynamic' },
    ]);
    const computed = SOURCES.filter(({ code }) => /\bimport\((?!')|\bcreateRequire\b/.test(code));
    expect(computed.map(({ file }) => file)).toEqual([]);
  });

  test('stay within the file tree', () => {
    const files = new Set(SOURCES.map(({ file }) => file));
    const missing = eachImport(({ target, isOurs }) => isOurs && !files.has(target));
    expect(missing).toEqual([]);
  });

  test.each(Object.entries(MAY_IMPORT))('of %s follow the table', (part, allowed) => {
    const wrong = eachImport(
      ({ target, isOurs }, file) =>
        isOurs &&
        partOf(file) === part &&
        partOf(target) !== part &&
        !allowed.some(
          (one) => target === one || ((one === '' || one.endsWith('/')) && target.startsWith(one)),
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('of the words of the program take no more from the platforms than a type', () => {
    const wrong = eachImport(
      ({ target, kind }, file) =>
        partOf(file) === 'model' && partOf(target) === 'platforms' && kind !== 'type',
    );
    expect(wrong).toEqual([]);
  });

  test.each(PURE)('of %s reach nothing outside the program', (part) => {
    expect(eachImport(({ isOurs }, file) => !isOurs && partOf(file) === part)).toEqual([]);
  });

  test.each(Object.entries(WHO_MAY_IMPORT))('of %s stand where it belongs', (name, who) => {
    expect(eachImport(({ target }, file) => target === name && !who.test(file))).toEqual([]);
  });

  test('of packages are those of the table', () => {
    const wrong = eachImport(
      ({ target, isOurs }) => !isOurs && !target.startsWith('node:') && !(target in WHO_MAY_IMPORT),
    );
    expect(wrong).toEqual([]);
  });

  test('never go round in a circle', () => {
    expect(findCircle()).toEqual([]);
  });

  test('that a start of the program follows load neither ssh2 nor yaml', () => {
    const loaded = loadedBy('cli/main.ts', 'cli/run-command.ts');
    expect(loaded).toContain('executors/pool.ts');
    expect(loaded.filter((name) => name === 'ssh2' || name === 'yaml')).toEqual([]);
    // The library reads inventories, which are YAML.
    expect(loadedBy('index.ts')).not.toContain('ssh2');
  });
});

test('every part has its line in the table', () => {
  expect(
    [...new Set(SOURCES.map(({ file }) => partOf(file)))].filter((part) => !(part in MAY_IMPORT)),
  ).toEqual([]);
});

describe('the process', () => {
  test('belongs to the command line and to how programs begin; a worker process has its channel', () => {
    const others = SOURCES.filter(({ file }) => !['cli', 'start'].includes(partOf(file)));
    const touches = others.flatMap(({ file, code }) =>
      [...code.matchAll(/(?<![\w.])process(?:\.(\w+)|\b(?=\s*[[;,)]))/g)].map(
        ([, member]) => `${file}: ${member}`,
      ),
    );
    const allowed = [
      ...['send', 'connected', 'disconnect', 'on', 'versions'].map(
        (member) => `executors/worker.ts: ${member}`,
      ),
      ...['pid', 'kill'].map((member) => `access/state-lock.ts: ${member}`), // a lock names its process
      // A thread that nothing can end takes its process along.
      ...['pid', 'kill', 'once', 'off'].map((member) => `executors/threads.ts: ${member}`),
      'session/connection.ts: nextTick', // orders work, and tells nothing of the process
    ];
    expect(touches.filter((touch) => !allowed.includes(touch))).toEqual([]);
  });

  test('is not written to past the streams that are handed in', () => {
    expect(SOURCES.filter(({ code }) => /\bconsole\./.test(code)).map(({ file }) => file)).toEqual([]);
  });
});

/** The contract, and how it is written in YAML, which only those load who read or write it. */
const BESIDE_THE_TABLE = ['platforms/platform.ts', 'platforms/shape.ts'];

describe('files', () => {
  test('are named after the question that they answer', () => {
    const vague = /(^|[/-])(utils?|helpers?|common|managers?|services?|misc)([/.-])/;
    expect(SOURCES.map(({ file }) => file).filter((file) => vague.test(file))).toEqual([]);
  });

  test('have names in kebab case', () => {
    const other = SOURCES.map(({ file }) => file).filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*\.ts$/.test(file),
    );
    expect(other).toEqual([]);
  });

  test('with a platform are all reached from the table of platforms', () => {
    expect(loadedBy('platforms/index.ts').toSorted()).toEqual(
      SOURCES.map(({ file }) => file)
        .filter((file) => partOf(file) === 'platforms' && !BESIDE_THE_TABLE.includes(file))
        .toSorted(),
    );
  });

  test('play every platform in the lab', () => {
    expect(Object.keys(TRANSCRIPTS).sort()).toEqual(Object.keys(PLATFORMS).sort());
  });
});

function readSource(file: string): Source {
  const code = readFileSync(path.join(SRC, file), 'utf8').replaceAll(
    /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm,
    '',
  );
  return { file, code, imports: importsOf(file, code) };
}

/** The formatter of the sources gives each statement its shape. */
function importsOf(file: string, code: string): readonly Import[] {
  const found = (specifier: string, kind: Import['kind']): Import => {
    const isOurs = specifier.startsWith('.');
    const target = isOurs ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
    return { target, isOurs, kind };
  };
  return [
    ...[...code.matchAll(/^(?:import|export)\b([^;'"]*?)\bfrom '([^']+)';/gm)].map(
      ([, names = '', from = '']) => found(from, namesAreTypes(names) ? 'type' : 'value'),
    ),
    ...[...code.matchAll(/^import '([^']+)';/gm)].map(([, from = '']) => found(from, 'value')),
    ...[...code.matchAll(/\bimport\('([^']+)'\)/g)].map(([, from = '']) => found(from, 'dynamic')),
  ];
}

function namesAreTypes(names: string): boolean {
  if (/^\s*type\s/.test(names)) return true;
  const listed = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
  return listed?.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name)) ?? false;
}

/** The folder of a file, or the file itself where it stands alone. */
function partOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function eachImport(which: (one: Import, file: string) => boolean): readonly string[] {
  return SOURCES.flatMap(({ file, imports }) =>
    imports.filter((one) => which(one, file)).map(({ target }) => `${file} imports ${target}`),
  );
}

/** The files of one circle of imports, types included; empty when there is none. */
function findCircle(): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { target, isOurs } of importsOfFile(file)) {
      const circle = isOurs ? visit(target, [...way, file]) : [];
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  return SOURCES.map(({ file }) => visit(file, [])).find((circle) => circle.length > 0) ?? [];
}

/** Everything that is loaded with these files, their own dynamic imports left out. */
function loadedBy(...files: readonly string[]): readonly string[] {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { target, kind } of importsOfFile(file)) if (kind === 'value') load(target);
  };
  files.forEach(load);
  return [...loaded];
}

function importsOfFile(file: string): readonly Import[] {
  return SOURCES.find((source) => source.file === file)?.imports ?? [];
}
