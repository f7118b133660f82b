import type { Reading, Source, YamlSource } from '../inventory.ts';
import type { Problems } from '../problems.ts';
import { blank, isNull, kindOf, mappingAt, type Tree } from '../tree.ts';
import { readMapping } from '../values.ts';
import { AnsibleBuilder } from './ansible-groups.ts';
import { readListing } from './ansible-listing.ts';
import { readAnsibleGroups } from './ansible-variables.ts';
import { pluginOf } from './yaml-looks.ts';

/**
 * Ansible's inventory in YAML (ansible/plugins/inventory/yaml.py): groups with `hosts`, `children` and `vars`; and what
 * an inventory script prints, or `ansible-inventory --list`, which has the variables of hosts in `_meta`.
 */
export async function readAnsibleYaml(yaml: YamlSource, source: Source): Promise<Reading> {
  const { root, problems } = yaml;
  const builder = new AnsibleBuilder(problems);
  addAnsibleYaml(builder, yaml);
  if (builder.hosts.size === 0 && problems.count === 0) {
    problems.add(
      root.offset,
      'there are no hosts in this file; write "all: {hosts: {r1: {ansible_host: 192.0.2.1}}}"',
    );
  }
  return readAnsibleGroups(builder, root.offset, source);
}

/** Adds what a file says to what others have said. */
export function addAnsibleYaml(builder: AnsibleBuilder, { root, problems }: YamlSource): void {
  const plugin = pluginOf(root);
  if (plugin) {
    problems.add(plugin.offset, `this configures Ansible's inventory plugin ${plugin.text}; ${PIPE}`);
  } else if (root.kind !== 'mapping') problems.add(root.offset, `${NO_MAPPING}, not ${kindOf(root)}`);
  else if (root.entries.has('_meta')) readListing(root, builder, problems);
  else for (const [name, { value }] of root.entries) readGroup(name, value, { builder, problems });
}

const NO_MAPPING = 'an inventory is a mapping such as "all: {hosts: {r1: }}"';
const PIPE = 'pipe what it makes: ansible-inventory -i FILE --list | netrun -i -';

type Reader = { readonly builder: AnsibleBuilder; readonly problems: Problems };

const PARTS = ['hosts', 'children', 'vars'];

function readGroup(name: string, tree: Tree, { builder, problems }: Reader): void {
  const group = builder.group(name);
  const parts = readMapping(tree, `group "${name}"`, problems);
  for (const [key, { offset }] of parts.entries) {
    if (PARTS.includes(key)) continue;
    problems.add(offset, `group "${name}" has "${key}", and there are only hosts, children and vars`);
  }
  const part = (key: string) => {
    const value = parts.entries.get(key)?.value ?? blank(tree.offset);
    return readMapping(key === 'vars' ? value : asKey(value), `${key} of group "${name}"`, problems);
  };
  for (const [key, entry] of part('vars').entries) group.variables.set(key, entry);
  for (const [pattern, { offset, value }] of part('hosts').entries) {
    builder.addHosts(name, pattern, offset, readMapping(value, `host "${pattern}"`, problems).entries);
  }
  for (const [child, { offset, value }] of part('children').entries) {
    readGroup(child, value, { builder, problems });
    builder.addChild(name, child, offset);
  }
}

/** A single name may stand without a mapping around it. */
function asKey(value: Tree): Tree {
  if (value.kind !== 'text' || isNull(value)) return value;
  const { text, offset } = value;
  return mappingAt([[text, { offset, value: blank(offset) }]], offset);
}
