import { dirname, join } from 'node:path';
import type { Reading, Row, Source } from '../inventory.ts';
import { merge } from '../merge.ts';
import { Problems } from '../problems.ts';
import { type Mapping, mappingAt } from '../tree.ts';
import { deviceOfVariables } from './ansible-device.ts';
import { openVariableFiles } from './ansible-files.ts';
import { type AnsibleGroups, membersOf } from './ansible-groups.ts';

/**
 * Makes devices of Ansible's hosts: each has the variables of its groups, of the files in group_vars, its own and those
 * of the files in host_vars, the later ones going before the earlier ones (VARIABLE_PRECEDENCE).
 * @param offset where the inventory begins
 */
export async function readAnsibleGroups(
  inventory: AnsibleGroups,
  offset: number,
  { path, problems }: Pick<Source, 'path' | 'problems'>,
): Promise<Reading> {
  const open = (kind: string) =>
    openVariableFiles(path === undefined ? undefined : join(dirname(path), kind), problems);
  const [ofGroup, ofHost] = [await open('group_vars'), await open('host_vars')];
  const groupFiles = new Map<string, readonly Mapping[]>();
  for (const name of new Set(['all', 'ungrouped', ...inventory.groups.keys()])) {
    groupFiles.set(name, await ofGroup(name));
  }
  const rows: Row[] = [];
  const leftOut: string[] = [];
  for (const { name, host, groups } of membersOf(inventory)) {
    const ofGroups = groups.map((group) => mappingAt(inventory.groups.get(group)?.variables ?? [], offset));
    const layers = [
      ...ofGroups,
      ...groups.flatMap((group) => groupFiles.get(group) ?? []),
      mappingAt(host.variables, host.offset),
      ...(await ofHost(name)),
    ];
    const variables = merge([mappingAt([], host.offset), ...layers.reverse()]);
    const own = new Problems(problems.texts);
    const device = deviceOfVariables(name, variables, own);
    if (device === 'not over SSH') {
      problems.addAll(own);
      leftOut.push(name);
      continue;
    }
    const ofRow = { key: name, ...device, groups: groups.filter((group) => group !== 'all') };
    rows.push(own.count === 0 ? ofRow : { ...ofRow, problems: own });
  }
  const notes = leftOut.length === 0 ? [] : [`${NOT_SSH}: ${leftOut.join(', ')}`];
  if (rows.length === 0 && leftOut.length > 0) problems.add(offset, `${NOT_SSH}, and there are no others`);
  return { rows, notes, platform: 'autodetect' };
}

const NOT_SSH = 'left out, since Ansible does not reach them over SSH (ansible_connection)';
