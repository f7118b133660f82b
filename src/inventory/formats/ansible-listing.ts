import type { Problems } from '../problems.ts';
import {
  blank,
  type Entry,
  isNull,
  kindOf,
  type Mapping,
  mappingAt,
  type Text,
  type Tree,
  vaulted,
} from '../tree.ts';
import { readMapping } from '../values.ts';
import type { AnsibleBuilder } from './ansible-groups.ts';

/**
 * Reads what an inventory script prints, and `ansible-inventory --list`: groups with lists of hosts and of children,
 * and the variables of hosts in `_meta`.
 */
export function readListing(root: Mapping, builder: AnsibleBuilder, problems: Problems): void {
  const meta = mappingIn(root, '_meta', problems);
  const hostvars = mappingIn(meta, 'hostvars', problems);
  const variables = new Map<string, ReadonlyMap<string, Entry>>();
  for (const [host, { value }] of hostvars.entries) {
    variables.set(host, plainVariables(readMapping(value, `variables of "${host}"`, problems)));
  }
  const add = (group: string, host: string, offset: number): void =>
    builder.addHosts(group, host, offset, variables.get(host) ?? new Map());
  for (const [name, { value }] of root.entries) {
    if (name === '_meta') continue;
    const isList = value.kind === 'list'; // the short form: only hosts
    const parts = isList ? mappingAt([], value.offset) : readMapping(value, `group "${name}"`, problems);
    const group = builder.group(name);
    for (const [key, entry] of plainVariables(mappingIn(parts, 'vars', problems)))
      group.variables.set(key, entry);
    for (const { text, offset } of namesIn(isList ? value : parts.entries.get('hosts')?.value, problems)) {
      add(name, text, offset);
    }
    // That every group is within `all` goes without saying.
    if (name === 'all') continue;
    for (const { text, offset } of namesIn(parts.entries.get('children')?.value, problems)) {
      builder.addChild(name, text, offset);
    }
  }
  for (const [host, { offset }] of hostvars.entries) if (!builder.hosts.has(host)) add('all', host, offset);
}

function mappingIn(mapping: Mapping, key: string, problems: Problems): Mapping {
  return readMapping(mapping.entries.get(key)?.value ?? blank(mapping.offset), key, problems);
}

/** Without the words in which Ansible wraps what a template may not look into and what a vault holds. */
function plainVariables({ entries }: Mapping): Map<string, Entry> {
  return new Map([...entries].map(([key, entry]) => [key, { ...entry, value: unwrap(entry.value) }]));
}

function unwrap(value: Tree): Tree {
  if (value.kind !== 'mapping') return value;
  const unsafe = value.entries.get('__ansible_unsafe');
  if (unsafe) return unsafe.value;
  return value.entries.has('__ansible_vault') ? vaulted(value.offset) : value;
}

function namesIn(tree: Tree | undefined, problems: Problems): Text[] {
  if (!tree || isNull(tree)) return [];
  const items = tree.kind === 'list' ? tree.items : [tree];
  return items.flatMap((item) => {
    if (item.kind === 'text') return [item];
    problems.add(item.offset, `here stands a name, not ${kindOf(item)}`);
    return [];
  });
}
