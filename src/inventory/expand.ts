import { fillIn, nameOf, readReference, readVariable, variablesIn } from '../access/reference.ts';
import { isArgument, type Key } from './device-keys.ts';
import type { Problems } from './problems.ts';
import type { Entry, Mapping, Tree } from './tree.ts';

/** What values are expanded with. */
export type ExpandContext = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly problems: Problems;
};

/**
 * Puts environment variables where a device's mapping names them: `env:NAME` and `${NAME}` in what devices are chosen
 * by and reached at, `${NAME}` in the user's own variables. How to log in stays as it is written: that is looked up
 * later, and only for the devices that are chosen.
 */
export function expand(mapping: Mapping, context: ExpandContext): Mapping {
  let entries: Map<string, Entry> | undefined;
  for (const [key, { offset, value }] of mapping.entries) {
    if (AS_WRITTEN.has(key)) continue;
    const expanded = isArgument(key)
      ? mapText(value, (text, at) => expandArgument(key, text, at, context))
      : mapText(value, (text) => fillIn(text, context.env));
    if (expanded === value) continue;
    entries ??= new Map(mapping.entries);
    entries.set(key, { offset, value: expanded });
  }
  return entries ? { ...mapping, entries } : mapping;
}

/** The same for variables that the format keeps apart. */
export function expandVariables({ entries, ...mapping }: Mapping, env: ExpandContext['env']): Mapping {
  const expanded = [...entries].map(([key, { offset, value }]) => {
    return [key, { offset, value: mapText(value, (text) => fillIn(text, env)) }] as const;
  });
  return { ...mapping, entries: new Map(expanded) };
}

const AS_WRITTEN: ReadonlySet<string> = new Set<Key>([
  // These have joined devices and groups before any value is looked at.
  'groups',
  'tags',
  // These are looked up later.
  'username',
  'password',
  'secret',
  'passphrase',
  'shell_password',
  'key_file',
  'proxy_command',
  'ssh_config_file',
  'answers',
]);

function expandArgument(key: string, text: string, offset: number, { env, problems }: ExpandContext): string {
  const reference = readReference(text);
  switch (reference.kind) {
    case 'literal':
      return reference.text;
    case 'env':
    case 'template': {
      const names = reference.kind === 'env' ? [reference.name] : variablesIn(reference.text);
      const missing = names.filter((name) => readVariable(name, env) === undefined);
      if (missing.length > 0) {
        problems.add(offset, `${key}: ${missing.join(' and ')} is not set in the environment, or empty`);
        return text;
      }
      return reference.kind === 'env'
        ? (readVariable(reference.name, env) ?? '')
        : fillIn(reference.text, env);
    }
    case 'file':
    case 'cmd':
    case 'keyring':
    case 'netmiko':
    case 'ask':
      problems.add(
        offset,
        `${key}: ${nameOf(reference)} is looked up only in what a login needs; write env:NAME or \${NAME} here`,
      );
      return text;
    case 'wrong':
      problems.add(offset, `${key}: ${reference.message}`);
      return text;
  }
}

/** The same tree where no text in it changes. */
function mapText(tree: Tree, change: (text: string, offset: number) => string): Tree {
  if (tree.kind === 'text') {
    const text = change(tree.text, tree.offset);
    return text === tree.text ? tree : { ...tree, text };
  }
  if (tree.kind !== 'list') return tree;
  const items = tree.items.map((item) => mapText(item, change));
  return items.every((item, place) => item === tree.items[place]) ? tree : { ...tree, items };
}
