import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPlatform } from '../../src/inventory/device-type.ts';
import { NO_PLATFORMS, readPlatforms } from '../../src/inventory/own-platforms.ts';
import { Problems } from '../../src/inventory/problems.ts';
import { readYaml } from '../../src/inventory/yaml-tree.ts';
import { TRANSCRIPTS } from '../../src/lab/transcripts/index.ts';
import { wantsConsent } from '../../src/model/safe-command.ts';
import { platform, WORDS, type Word } from '../../src/platforms/index.ts';
import { type AnyShape, PLATFORM_SHAPE, type RecordShape } from '../../src/platforms/shape.ts';
import { devicesOf } from '../inventory/devices-of.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const file = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');
const TEXT = file('docs/platforms.md');
const [DESCRIPTION = '', INVENTORY = ''] = [...TEXT.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text]) => text,
);

const rows = [...TEXT.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(/(?<!\\) \| /));

describe('docs/platforms.md', () => {
  it('describes a platform that is one', () => {
    const problems = new Problems();
    const { root } = readYaml(DESCRIPTION, 'acme.yaml', problems);
    const own = root.kind === 'mapping' ? readPlatforms(root, NO_PLATFORMS, problems) : NO_PLATFORMS;
    problems.throwIfAny();
    const acme = own.get('acme_os');
    expect(Object.keys(acme?.modes ?? {})).toEqual(['exec', 'privileged']);
    expect(acme?.modes.privileged?.prompt.exec('ACME sw1 # ')?.groups?.name).toBe('sw1');
    expect(acme?.modes.privileged?.enter).toEqual(platform('cisco_ios').modes.privileged?.enter);
    expect(acme?.words).toMatchObject({ version: 'show firmware', arp: 'show ip arp' });
    expect(acme?.words).not.toHaveProperty('inventory');
  });

  it('has an inventory that describes one', () => {
    const { devices } = devicesOf(INVENTORY, 'devices.yaml');
    expect(devices).toMatchObject([{ platform: 'acme_os', definition: { title: 'ACME OS', logout: 'bye' } }]);
  });

  it('tells what runs and what asks', () => {
    const examples = [...TEXT.matchAll(/^\| `(\w+)` \| `(.*)` \| `(.*)` \|$/gm)];
    expect(examples.length).toBeGreaterThan(5);
    for (const [row, on = '', runs = '', asks = ''] of examples) {
      const name = findPlatform(on);
      if (name === undefined) throw new Error(row);
      expect(wantsConsent(platform(name), runs.replaceAll('\\|', '|')), row).toBe(false);
      expect(wantsConsent(platform(name), asks.replaceAll('\\|', '|')), row).toBe(true);
    }
  });

  it('tells of each word what it is', () => {
    const names = /^\| \| (`cisco_ios` .*) \|$/m.exec(TEXT)?.[1]?.split(' | ') ?? [];
    for (const word of Object.keys(WORDS) as Word[]) {
      const row = rows.find(([first]) => first === `\`@${word}\``)?.slice(1);
      const expected = names.map((quoted) => {
        const name = findPlatform(quoted.replaceAll('`', ''));
        const command = name && platform(name).words[word];
        return command === undefined ? '–' : `\`${command}\``;
      });
      expect(row, word).toEqual(expected);
    }
  });
});

/** docs/platform-fields.md; `npx vitest run test/docs -u` writes it anew after a field has changed. */
it('the page of fields is what the schema says of them', async () => {
  await expect(fieldsPage()).toMatchFileSnapshot('../../docs/platform-fields.md');
});

function fieldsPage(): string {
  const shape: RecordShape = PLATFORM_SHAPE;
  return `# Fields of a platform

What [the description of a platform](platforms.md) may say, in YAML. \`modes.*.prompt\` is the prompt of each mode,
\`pagers[].answer\` the answer of each pager.

| Field | What it says | Written as |
|---|---|---|
${fieldRows('', shape).join('\n')}
`;
}

function fieldRows(path: string, { fields }: RecordShape): readonly string[] {
  return Object.entries(fields).flatMap(([key, { about, need, shape }]) => {
    const inner = innerRecord(shape);
    const name = path + key;
    const written = need === 'required' ? writtenAs(shape) : `${writtenAs(shape)}, or nothing`;
    const row = `| \`${name}\` | ${`${about} | ${written}`.replaceAll(/(?<! )\||\|(?! )/g, '\\|')} |`;
    return [row, ...(inner ? fieldRows(`${name}${inner.path}.`, inner.shape) : [])];
  });
}

/** The record that a value is, or that it holds. */
function innerRecord(shape: AnyShape): { readonly path: string; readonly shape: RecordShape } | undefined {
  if (shape.kind === 'record') return { path: '', shape };
  if (shape.kind !== 'list' && shape.kind !== 'map') return undefined;
  const inner = innerRecord(shape.of);
  return inner && { path: `${shape.kind === 'list' ? '[]' : '.*'}${inner.path}`, shape: inner.shape };
}

function writtenAs(shape: AnyShape): string {
  switch (shape.kind) {
    case 'record':
      return 'a mapping';
    case 'map':
      return 'a mapping by name';
    case 'list':
      return `a list of ${writtenAs(shape.of).replace(/^an? /, '')}s`;
    case 'pattern':
      return 'a regular expression';
    case 'switch':
      return '`true` or `false`';
    case 'number':
      return `a number from ${shape.from} to ${shape.to}`;
    case 'choice':
      return shape.of
        .map((choice) => `\`${/[^ -~]/.test(choice) ? JSON.stringify(choice) : choice}\``)
        .join(' ');
    case 'text':
      return { line: 'a line', keys: 'keys', mode: 'the name of a mode' }[shape.of];
  }
}

describe('the README', () => {
  const text = file('README.md');
  const [, added = ''] = /```ts\n\/\/ src\/platforms\/casa\.ts\n([\s\S]*?)```/.exec(text) ?? [];
  const [source = '', table = '', words = ''] = added.split(/\n\/\/ src\/[\w/.-]+\n/);
  const plain = (code: string) => code.trim().replaceAll(/\s+/g, ' ');

  it('shows how a platform is added in less than 30 lines', () => {
    expect(added.split('\n').length).toBeGreaterThan(15);
    expect(added.split('\n').length).toBeLessThan(30);
  });

  it('shows one that is there', () => {
    expect(plain(file('src/platforms/casa.ts'))).toContain(plain(source));
    expect(table.trim()).not.toBe('');
    for (const line of table.trim().split('\n'))
      expect(plain(file('src/platforms/index.ts'))).toContain(plain(line));
    expect(plain(file('src/lab/transcripts/cisco-like-words.ts'))).toContain(plain(words));
    expect(TRANSCRIPTS.casa_cmts.namePrefix).toBe('CASA-C10G-');
  });
});
