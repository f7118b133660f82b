import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');

type Package = {
  readonly type: string;
  readonly engines: { readonly node: string };
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: { readonly '.': Readonly<Record<string, string>> };
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
};

// The file is ours, and publint checks its form.
const PACKAGE = JSON.parse(read('package.json')) as Package;

describe('the scripts of package.json', () => {
  test.each(Object.entries(PACKAGE.scripts))('%s needs no POSIX shell', (_, script) => {
    for (const command of script.split('&&')) {
      const [program = ''] = command.trim().split(/\s+/);
      expect(program).toMatch(/^[a-z][\w-]*$/); // no `X=1 command`, no `./script`
      expect(POSIX_PROGRAMS).not.toContain(program);
      expect(command).not.toMatch(/['`$;|<>*~]|(?<!&)&(?!&)/);
    }
  });

  test('are those that the README names', () => {
    expect(Object.keys(PACKAGE.scripts)).toEqual(
      expect.arrayContaining(['build', 'check', 'test', 'demo', 'bench', 'prepack']),
    );
  });
});

describe('the dependencies', () => {
  type Locked = Readonly<
    Record<
      string,
      { readonly dev?: boolean; readonly optional?: boolean; readonly hasInstallScript?: boolean }
    >
  >;
  // npm writes it.
  const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Locked };

  test('have exact versions', () => {
    for (const version of Object.values(PACKAGE.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('that want to run something when they are installed are those that do without', () => {
    const wanting = Object.entries(packages).filter(
      ([, { hasInstallScript, dev }]) => hasInstallScript && !dev,
    );
    // See test/cli/native-addons.test.ts.
    expect(wanting.map(([name]) => name)).toEqual(['node_modules/cpu-features', 'node_modules/ssh2']);
  });
});

describe('bin/netrun.js', () => {
  const code = read('bin/netrun.js');
  const [firstLine] = code.split('\n');
  const bare = code
    .replace(/^#!.*/, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replaceAll(/\/\/.*$/gm, '');

  test('is the command of the package, and runs by itself', () => {
    expect(PACKAGE.bin).toEqual({ netrun: 'bin/netrun.js' });
    expect(firstLine).toBe('#!/usr/bin/env node');
  });

  test('has no word that an old version of Node cannot read', () => {
    // What came after ECMAScript 5.
    expect(bare).not.toMatch(/\b(const|let|class|async|await|yield|of|export|super)\b/);
    expect(bare).not.toMatch(/=>|`|\.\.\.|\?\?|\?\.|\*\*|\d_\d|\d+n\b|#\w/);
    expect(bare).not.toMatch(/,\s*\)/);
    expect(bare).not.toMatch(/\bimport\b/);
    expect(bare).not.toMatch(/\bcatch\s*\{/);
    expect(() => new Function(bare)).not.toThrow();
  });

  test('says which version is too old, in one sentence', () => {
    expect(runBin(code, '18.20.4')).toEqual({
      said: ['netrun needs Node.js 20.19 or newer; this is 18.20.4 (/usr/bin/node).'],
      exitCode: 2,
      loaded: [],
    });
    for (const old of ['0.10.48', '8.17.0', '20.18.3'])
      expect(runBin(code, old)).toMatchObject({ exitCode: 2, loaded: [] });
    for (const version of ['20.19.0', '20.20.2', '22.0.0', '26.1.0']) {
      expect(runBin(code, version)).toMatchObject({ said: [], loaded: ['../dist/bundle/main.js'] });
    }
  });
});

describe('what is loaded', () => {
  const HEAD = ['netrun.js', 'main.js', 'head.js', 'rolldown-runtime.js', 'compiled-code.js'];

  test('for the version is one step, and no package', async () => {
    const files = await loadedBy('--version');
    expect(files.map(nameOf)).toEqual(['netrun.js', 'main.js']);
    expect(holdersOf('ssh2', files)).toEqual([]);
  });

  test('for the help is one more, and neither ssh2 nor yaml', async () => {
    const files = await loadedBy('--help');
    expect(files.map(nameOf)).toEqual([...HEAD, 'command.js']);
    expect([...holdersOf('ssh2', files), ...holdersOf('yaml', files)]).toEqual([]);
  });

  test('for a run is one more, with yaml', async () => {
    const files = await loadedBy('--dry-run', '-i', 'devices.example.yaml', 'show version');
    expect(files.map(nameOf)).toEqual([...HEAD, 'command.js', 'plan.js', 'dry-run.js']);
    expect(holdersOf('yaml', files).map(nameOf)).toEqual(['plan.js']);
    expect(holdersOf('ssh2', files)).toEqual([]);
    expect(holdersOf('string-width', files)).toEqual([]);
  });
});

describe('the package', () => {
  test('has the licenses of what its bundled files are made of', () => {
    const folder = 'dist/bundle';
    const files = readdirSync(path.join(ROOT, folder));
    const textsOf = (suffix: string) =>
      files.filter((file) => file.endsWith(suffix)).map((file) => read(`${folder}/${file}`));
    const bundled = new Set(
      textsOf('.js')
        .flatMap((text) => [...text.matchAll(/\/\/.*\bnode_modules\/((?:@[^/\s]+\/)?[^/\s]+)/g)])
        .map(([, name]) => name),
    );
    expect([...bundled]).toEqual(expect.arrayContaining(['yaml', 'commander', 'ssh2']));
    const licenses = textsOf('-licenses.txt').join('\n');
    for (const name of bundled) expect(licenses).toMatch(new RegExp(`^${name} \\d[\\d.]*\n\n.*\\S`, 'm'));
  });

  test('asks for the version of Node that its command asks for', () => {
    expect(PACKAGE.engines.node).toBe('>=20.19');
    expect(PACKAGE.type).toBe('module');
  });

  test('has no other dependencies than it tells reasons for, each at one version', () => {
    expect(Object.keys(PACKAGE.dependencies).sort()).toEqual([
      'chalk',
      'commander',
      'csv-parse',
      'diff',
      'p-limit',
      'ssh2',
      'string-width',
      'yaml',
    ]);
    for (const version of Object.values(PACKAGE.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test.each(PACKAGE.files)('names %s, which is there', (file) => {
    expect(existsSync(path.join(ROOT, file))).toBe(true);
  });

  test('holds a compiled file and its types for every source', () => {
    const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
    const missing = sources
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [file.replace(/ts$/, 'js'), file.replace(/ts$/, 'd.ts')])
      .filter((file) => !existsSync(path.join(ROOT, 'dist', file)));
    expect(missing).toEqual([]);
  });

  test('when packed has what runs it and nothing that tests it', async () => {
    const files = await packed();
    const needed = [
      'package.json',
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'SECURITY.md',
      'devices.example.yaml',
      'bin/netrun.js',
      'dist/bundle/main.js',
      'dist/bundle/worker.js',
      'dist/netrun.1',
      ...Object.values(PACKAGE.exports['.']).map((file) => path.posix.normalize(file)),
    ];
    expect(needed.filter((file) => !files.includes(file))).toEqual([]);
    const strangers = files.filter(
      (file) =>
        !/^(bin|dist|docs|schemas)\/|^(package\.json|LICENSE|README\.md|CHANGELOG\.md|SECURITY\.md|devices\.example\.yaml)$/.test(
          file,
        ),
    );
    expect(strangers).toEqual([]);
    expect(files.filter((file) => /test|\.map$/.test(file))).toEqual([]);
  });
});

/** Programs and built-ins that cmd.exe lacks. */
const POSIX_PROGRAMS = [
  'rm',
  'cp',
  'mv',
  'ln',
  'cat',
  'touch',
  'chmod',
  'export',
  'env',
  'sh',
  'bash',
  'test',
  'sed',
  'grep',
  'find',
];

/** Tells at the end of every file that was loaded, on stderr. */
const TELLING = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  import { createRequire } from 'node:module';
  const { cache } = createRequire('/');
  process.on('exit', () => writeSync(2, Object.keys(cache).map((file) => 'loads ' + file + '\\n').join('')));
`)}`;

/** Files of netrun and of packages that are loaded in its main thread for a command line. */
async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const command = ['--import', TELLING, 'bin/netrun.js', ...args];
  const { stderr } = await promisify(execFile)(process.execPath, command, { cwd: ROOT });
  return [...stderr.matchAll(/^loads (.*)$/gm)].map(([, file = '']) => file);
}

function nameOf(file: string): string {
  return path.basename(file);
}

/** Which of the files are of a package, or hold it. */
function holdersOf(name: keyof typeof MARKS, files: readonly string[]): readonly string[] {
  return files.filter((file) => MARKS[name].test(readFileSync(file, 'utf8')));
}

/** Words that stand in the code of a package and nowhere else. */
const MARKS = {
  ssh2: /\bKEXINIT: 20\b/,
  yaml: /\bYAMLParseError = class\b/,
  // Its patterns take 10 ms when they are only looked at.
  'string-width': /\\p\{RGI_Emoji\}\$/,
};

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Runs the program's text in a Node that says that it has this version; nothing is imported. */
function runBin(code: string, version: string) {
  const said: string[] = [];
  const loaded: string[] = [];
  const process = { versions: { node: version }, execPath: '/usr/bin/node', argv: [], exitCode: 0 };
  const load = (file: string) => {
    loaded.push(file);
    return { main: () => new Promise(() => {}), processIo: () => {} };
  };
  const script = code.replace(/^#!.*/, '');
  new Function('process', 'console', 'require', script)(
    process,
    { error: (text: string) => said.push(text) },
    load,
  );
  return { said, exitCode: process.exitCode, loaded };
}

/** What `npm pack` would put into the archive. Scripts are left out: `prepack` would build under running tests. */
async function packed(): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    shell: process.platform === 'win32', // npm is a batch file there
  });
  const [archive] = JSON.parse(stdout) as { readonly files: readonly { readonly path: string }[] }[]; // as npm documents it
  return archive?.files.map((file) => file.path) ?? [];
}
