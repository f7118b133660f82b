import { readFileSync } from 'node:fs';
import { suggester } from './did-you-mean.ts';
import { type Place, Problems } from './problems.ts';
import { kindOf, type Tree } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

/** What configuration files say, the stronger ones before the others; each key once. */
export type Config = ReadonlyMap<string, ConfigEntry>;

type ConfigEntry = {
  /** As it is written; of a list each item. */
  readonly values: readonly string[];
  readonly place: Place;
};

/**
 * Reads YAML files that are mappings of names to a value or a list of values.
 * @param files those that exist, the stronger one first
 * @param names every key that there may be
 * @throws UsageError with all problems of all files
 */
export function readConfigFiles(files: readonly string[], names: readonly string[]): Config {
  const config = new Map<string, ConfigEntry>();
  const problems = new Problems();
  const suggest = suggester(() => names);
  for (const file of files) {
    const { root } = readYaml(readFileSync(file, 'utf8'), file, problems);
    if (root.kind !== 'mapping') {
      if (root.kind !== 'text' || root.text !== '') {
        problems.add(
          root.offset,
          `a configuration is a mapping such as "concurrency: 50", not ${kindOf(root)}`,
        );
      }
      continue;
    }
    for (const [key, { offset, value }] of root.entries) {
      const values = textsOf(value);
      if (!names.includes(key)) problems.add(offset, `"${key}" is no option of netrun${suggest(key)}`);
      else if (!values)
        problems.add(value.offset, `${key} takes a value or a list of values, not ${kindOf(value)}`);
      else if (!config.has(key)) config.set(key, { values, place: problems.texts.placeOf(offset) });
    }
  }
  problems.throwIfAny();
  return config;
}

function textsOf(value: Tree): readonly string[] | undefined {
  if (value.kind === 'text') return [value.text];
  if (value.kind !== 'list') return undefined;
  const texts = value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  return texts.length === value.items.length ? texts : undefined;
}
