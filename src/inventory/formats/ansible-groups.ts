import { expandHostRange } from '../host-range.ts';
import type { Problems } from '../problems.ts';
import { type Entry, textAt } from '../tree.ts';

/** Hosts and groups as an Ansible inventory lists them, before anybody inherits. */
export type AnsibleGroups = {
  readonly hosts: ReadonlyMap<string, AnsibleHost>;
  readonly groups: ReadonlyMap<string, AnsibleGroup>;
};

export type AnsibleHost = { readonly offset: number; readonly variables: Map<string, Entry> };

export type AnsibleGroup = {
  readonly hosts: Set<string>;
  readonly children: Set<string>;
  readonly variables: Map<string, Entry>;
};

/** Puts an inventory together as its lines are read. */
export class AnsibleBuilder implements AnsibleGroups {
  readonly hosts = new Map<string, AnsibleHost>();
  readonly groups = new Map<string, AnsibleGroup>();
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** The group of this name, which is made where there is none. */
  group(name: string): AnsibleGroup {
    const known = this.groups.get(name);
    if (known) return known;
    const group = {
      hosts: new Set<string>(),
      children: new Set<string>(),
      variables: new Map<string, Entry>(),
    };
    this.groups.set(name, group);
    return group;
  }

  addChild(parent: string, child: string, offset: number): void {
    this.group(child);
    if (child === parent || this.#isAbove(child, parent)) {
      this.#problems.add(offset, `group "${child}" cannot be within "${parent}", which is within "${child}"`);
    } else this.group(parent).children.add(child);
  }

  /** @param pattern `sw[01:20]` and `host:port` too */
  addHosts(group: string, pattern: string, offset: number, variables: ReadonlyMap<string, Entry>): void {
    const { hosts, port } = splitPort(pattern);
    const range = expandHostRange(hosts);
    if ('problem' in range) {
      this.#problems.add(offset, range.problem);
      return;
    }
    for (const name of range.names) {
      const known = this.hosts.get(name);
      const host = known ?? { offset, variables: new Map<string, Entry>() };
      this.hosts.set(name, host);
      this.group(group).hosts.add(name);
      // As Ansible does it: where a host is named again, its port is passed over.
      if (port !== undefined && !known) {
        const at = offset + pattern.length - port.length;
        host.variables.set('ansible_port', { offset: at, value: textAt(port, at) });
      }
      for (const [key, entry] of variables) host.variables.set(key, entry);
    }
  }

  #isAbove(upper: string, lower: string): boolean {
    return [...(this.groups.get(upper)?.children ?? [])].some(
      (child) => child === lower || this.#isAbove(child, lower),
    );
  }
}

/** As parse_address() in ansible/parsing/utils/addresses.py: what is no host with a port is a host. */
function splitPort(pattern: string): { readonly hosts: string; readonly port: string | undefined } {
  const [, bracketed, bracketedPort] = /^\[(.+)\]:(\d+)$/.exec(pattern) ?? [];
  if (bracketed !== undefined) return { hosts: bracketed, port: bracketedPort };
  const [, hosts, port] = /^((?:[^:[\]]|\[[^\]]*\])*):(\d+)$/.exec(pattern) ?? [];
  return hosts === undefined ? { hosts: pattern, port: undefined } : { hosts, port };
}

/** One of an inventory's hosts with the groups that it is in, from the weakest to the strongest. */
export type AnsibleMember = {
  readonly name: string;
  readonly host: AnsibleHost;
  readonly groups: readonly string[];
};

/**
 * Says of each host which groups it inherits from, in Ansible's order: those further from `all` are stronger, then
 * those with a higher `ansible_group_priority`, then those later in the alphabet. `all` is the first of them.
 */
export function membersOf({ hosts, groups }: AnsibleGroups): AnsibleMember[] {
  const parents = new Map<string, string[]>();
  for (const [name, { children }] of groups) for (const child of children) put(parents, child, name);
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const depth = name === 'all' ? 0 : 1 + Math.max(0, ...(parents.get(name) ?? []).map(depthOf));
    depths.set(name, depth);
    return depth;
  };
  const order = [...new Set(['all', ...groups.keys(), 'ungrouped'])].toSorted(
    (a, b) =>
      depthOf(a) - depthOf(b) || priorityOf(groups.get(a)) - priorityOf(groups.get(b)) || (a < b ? -1 : 1),
  );
  const direct = new Map<string, string[]>();
  for (const [name, group] of groups) for (const host of group.hosts) put(direct, host, name);
  return [...hosts].map(([name, host]) => {
    const own = (direct.get(name) ?? []).filter((group) => group !== 'all' && group !== 'ungrouped');
    const within = new Set(['all', ...(own.length === 0 ? ['ungrouped'] : [])]);
    const climb = (group: string): void => {
      if (within.has(group)) return;
      within.add(group);
      parents.get(group)?.forEach(climb);
    };
    own.forEach(climb);
    return { name, host, groups: order.filter((group) => within.has(group)) };
  });
}

function put(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function priorityOf(group: AnsibleGroup | undefined): number {
  const value = group?.variables.get('ansible_group_priority')?.value;
  return (value?.kind === 'text' && Number.parseInt(value.text, 10)) || 1;
}
