import { isIP } from 'node:net';
import { stringify } from 'yaml';
import { isArgument } from './device-keys.ts';
import type { DraftDevice, DraftValue } from './draft.ts';

/**
 * Writes devices as a `devices.yaml`: what all of them say the same goes to `defaults`, and where each is in one group
 * at most the groups are lists of their devices.
 * @param header lines of comment at the top, without their `#`
 */
export function devicesText(devices: readonly DraftDevice[], header: readonly string[]): string {
  const defaults = sharedBy(devices);
  const groups = inSections(devices);
  const sections = [...groups].map(([group, members]) => {
    const entries = members.map((device) => entryOf(device, { defaults, section: group }));
    return [group, entries] as const;
  });
  const root = new Map<string, unknown>([
    ...(defaults.size > 0 ? [['defaults', defaults] as const] : []),
    ...sections,
  ]);
  const comments = header.map((line) => `# ${line}`.trimEnd()).join('\n');
  return `${comments}\n\n${stringify(root, FOR_PEOPLE)}`;
}

/** Readers of YAML 1.1, such as those of netmiko and Ansible, are to take `no` and `012` for texts as well. */
const FOR_PEOPLE = { lineWidth: 0, compat: 'yaml-1.1', aliasDuplicateObjects: false } as const;

/** Of what all devices have and may inherit, the values that more than half of them have the same. */
function sharedBy(devices: readonly DraftDevice[]): ReadonlyMap<string, DraftValue> {
  const shared = new Map<string, DraftValue>();
  for (const key of devices[0]?.values.keys() ?? []) {
    const values = devices.flatMap((device) => device.values.get(key) ?? []);
    if (!isArgument(key) || values.length < devices.length) continue;
    const counts = new Map<string, number>();
    for (const value of values) counts.set(sameAs(value), (counts.get(sameAs(value)) ?? 0) + 1);
    const usual = values.find((value) => (counts.get(sameAs(value)) ?? 0) > devices.length / 2);
    if (usual !== undefined) shared.set(key, usual);
  }
  return shared;
}

/** The same text for the same value. */
function sameAs(value: DraftValue): string {
  return typeof value === 'object' ? stringify(value) : `${typeof value} ${value}`;
}

/** Of every device, whatever its groups. */
const EVERYBODY = 'all';

/** Keys at the top of the file that mean something else. */
const NO_SECTIONS: ReadonlySet<string> = new Set([EVERYBODY, 'defaults', 'groups', 'platforms', '__meta__']);

/** The devices under the key where they are written. */
function inSections(devices: readonly DraftDevice[]): ReadonlyMap<string, readonly DraftDevice[]> {
  const isPlain = devices.every(({ groups }) => groups.length < 2 && !NO_SECTIONS.has(groups[0] ?? ''));
  const sections = new Map<string, DraftDevice[]>();
  for (const device of devices) {
    const section = (isPlain ? device.groups[0] : undefined) ?? EVERYBODY;
    const members = sections.get(section);
    if (members) members.push(device);
    else sections.set(section, [device]);
  }
  return sections;
}

type Place = { readonly defaults: ReadonlyMap<string, DraftValue>; readonly section: string };

function entryOf({ name, host, groups, values }: DraftDevice, { defaults, section }: Place) {
  const own = [...values].filter(
    ([key, value]) => !defaults.has(key) || sameAs(defaults.get(key) ?? '') !== sameAs(value),
  );
  const others = section === EVERYBODY ? groups : groups.filter((group) => group !== section);
  return new Map<string, DraftValue>([
    ...(name === host ? [] : [['name', name] as const]),
    [isIP(host) === 0 ? 'host' : 'ip', host],
    ...own,
    ...(others.length > 0 ? [['groups', others] as const] : []),
  ]);
}
