import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/cli/io.ts';
import { loadInventory } from '../src/inventory/load.ts';
import { inventoryText } from '../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../src/lab/lab.ts';
import { netrun } from './integration/harness.ts';

const ROOT = path.join(import.meta.dirname, '..');
const README = read('README.md');

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** The code blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  return [...README.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text = '']) => text);
}

/** The code block of a language that holds a text. */
function block(language: string, text: string): string {
  const found = blocks(language).filter((one) => one.includes(text));
  expect(found, `one block of ${language} with ${text}`).toHaveLength(1);
  return found[0] ?? '';
}

/** The text between a heading and the next one. */
function section(title: string): string {
  const [, text = ''] = README.split(`\n## ${title}\n`);
  expect(text, `the section "${title}"`).not.toBe('');
  return text.split('\n## ')[0] ?? '';
}

/** The rows of a section's table, as cells without the blanks around them. */
function rows(title: string): readonly (readonly string[])[] {
  const lines = section(title)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** Every key in a value, with those of what it holds. */
function keysOf(value: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  const visit = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(visit);
    else if (typeof one === 'object' && one !== null) {
      for (const [key, inner] of Object.entries(one)) {
        keys.add(key);
        visit(inner);
      }
    }
  };
  visit(value);
  return keys;
}

describe('The set-up commands of the README', () => {
  it.each([['npm ci && npm run demo'], ['npm ci && npm test']])('"%s" stands alone in a block', (command) => {
    expect(blocks('sh').filter((text) => text === `${command}\n`)).toHaveLength(1);
  });

  it('are the first commands that it gives', () => {
    expect(blocks('sh').slice(0, 2)).toEqual(['npm ci && npm run demo\n', 'npm ci && npm test\n']);
  });

  it('run scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const [, script = ''] of README.matchAll(/npm run (\w+)/g)) expect(scripts).toHaveProperty(script);
  });

  it('are those that CI runs', () => {
    expect(read('.ci/run')).toContain('npm ci && npm test');
  });

  // `npm ci` refuses to work otherwise, and npm itself leaves out what its registry could not give it.
  it('find in package-lock.json every package that another one there may need', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const missing = Object.entries<{ optionalDependencies?: object; dependencies?: object }>(
      packages,
    ).flatMap(([place, { optionalDependencies, dependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies }).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${place}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});

it('The exit codes of the README are those of the program', () => {
  const codes = rows('Exit codes').map(([code]) => Number(code));

  expect(codes).toEqual(Object.values(EXIT).toSorted((a, b) => a - b));
});

describe('The JSON of docs/output.md', () => {
  const page = read('docs/output.md');
  const [, text = ''] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const example = JSON.parse(text);

  it('is what the program prints, but for times', async () => {
    await using lab = await startLab({ devices: 2 });
    const [first, second] = lab.devices;
    const devices = first && second ? [first, { ...second, port: 1 }] : [];
    const run = await netrun(['-o', 'json', 'show privilege'], { inventory: inventoryText(devices) });
    const withoutTimes = (text: string) =>
      JSON.parse(text, (key, value) => (key === 'durationMs' ? 0 : value));

    expect(withoutTimes(run.stdout)).toEqual(withoutTimes(JSON.stringify(example)));
  });

  it('has no key and no kind of failure that is not told of', () => {
    const model = read('src/model/failure.ts');
    const kinds = [...(model.split('export type Failure ')[0] ?? '').matchAll(/\| '([\w-]+)'/g)].map(
      ([, kind]) => kind,
    );

    expect(kinds).toContain('auth');
    for (const kind of kinds) expect(page).toContain(`\`${kind}\``);
    for (const key of ['reason', 'awaited', 'lastLine']) {
      expect(page).toContain(`\`${key}\``);
      expect(keysOf(example)).not.toContain(key);
    }
  });
});

describe('The examples of the README', () => {
  let lab: Lab;
  let folder: string;
  beforeAll(async () => {
    lab = await startLab({ devices: 2 });
    folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
  });
  afterAll(async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('print what the first run prints, but for times', async () => {
    const shown = block('console', 'netrun -i lab.yaml');
    const run = await netrun(['show ip int br'], { inventory: inventoryText(lab.devices) });
    const withoutTimes = (text: string) => text.replaceAll(/\d+\.\d+ s$/gm, 'N s');

    expect(withoutTimes(shown)).toBe(
      withoutTimes(`$ netrun -i lab.yaml "show ip int br"\n${run.stdout}${run.stderr}`),
    );
  });

  it.each(
    blocks('yaml')
      .filter((text) => /^# \d\. /.test(text))
      .map((text) => [text.split('\n')[0] ?? '', text]),
  )('are inventories that can be read: %s', async (_, text) => {
    const run = await netrun(['--dry-run', 'show clock'], { inventory: text });

    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
  });

  it('are inventories in five shapes', () => {
    expect(blocks('yaml').filter((text) => /^# \d\. /.test(text))).toHaveLength(5);
  });

  it('are a file of commands that can be read', async () => {
    await writeFile(path.join(folder, 'commands.yaml'), block('yaml', 'all: [show privilege'));
    await writeFile(path.join(folder, 'devices.yaml'), block('yaml', '# 5.'));
    const run = await netrun(['--dry-run', '-f', 'commands.yaml'], { cwd: folder });

    expect(run.stdout).toMatch(/^r1 .*\n {4}show clock\n {4}show users\nr2 .*\n {4}show ip route\n/);
    expect(run.code).toBe(0);
  });

  it('copy an inventory that can be read', async () => {
    await expect(loadInventory(path.join(ROOT, 'devices.example.yaml'))).resolves.toMatchObject({
      notes: [],
    });
  });
});

describe('The README', () => {
  it('has a line in its tree for every part of src', () => {
    const tree = block('text', 'src/\n');
    const parts = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(path.join(ROOT, 'src'), path.join(entry.parentPath, entry.name)))
      .map((file) => (file.includes(path.sep) ? `${file.split(path.sep)[0]}/` : file));
    const told = [...tree.matchAll(/^ {2}(\S+)/gm)].map(([, part]) => part);

    expect(told.toSorted()).toEqual([...new Set(parts)].toSorted());
  });
});
