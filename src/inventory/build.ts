import type { InventoryDevice } from '../model/device.ts';
import { readDevice } from './device-entry.ts';
import { expand, expandVariables } from './expand.ts';
import type { Inventory, InventoryDefaults, Reading, Row } from './inventory.ts';
import { NO_PLATFORMS, readPlatforms } from './own-platforms.ts';
import { type Place, Problems } from './problems.ts';
import { noteRepeated } from './repeated-devices.ts';
import { skippedDevice } from './skipped-row.ts';
import type { Entry } from './tree.ts';

/** What the rows of an inventory become devices with. */
export type BuildContext = {
  /** As the user named the inventory. */
  readonly file: string;
  readonly isLocal: boolean;
  readonly defaults: InventoryDefaults;
  /** What values may name with `${NAME}`; undefined: they mean what they say. */
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
  /** skip: a row that is wrong becomes a device that is not contacted. */
  readonly badRows: 'skip' | 'stop';
  /** Where what is wrong with a row is added. */
  readonly problems: Problems;
};

/**
 * Makes devices of the rows that a format found. This is the one place where a value becomes a part of a device.
 * @throws UsageError with all problems of all rows, and with those that were there before
 */
export function buildInventory(
  { rows, notes = [], platform, platforms: described }: Reading,
  { file, isLocal, defaults: given, env, badRows, problems }: BuildContext,
): Inventory {
  const { platforms: outer = NO_PLATFORMS } = given;
  const platforms = described ? readPlatforms(described, outer, problems) : outer;
  const defaults = { ...(platform && { kind: { platform } }), ...given, platforms };
  const rowOf = new Map<InventoryDevice, Row>();
  if (badRows === 'skip') problems.throwIfAny();
  for (const row of rows) {
    const own = badRows === 'skip' ? new Problems(problems.texts) : problems;
    if (row.problems) own.addAll(row.problems);
    // Where the format has found nothing at all there is nothing more to say.
    const isEmpty = row.problems !== undefined && row.mapping.entries.size === 0;
    const device = isEmpty ? undefined : readRow(row, { env, defaults, problems: own });
    if (badRows === 'skip' && own.count > 0) rowOf.set(skippedDevice(row, defaults, own), row);
    else if (device) rowOf.set(device, row);
  }
  problems.throwIfAny();
  const devices = [...rowOf.keys()];
  return {
    file,
    isLocal,
    devices,
    groups: groupsOf(devices),
    platforms,
    notes: [...notes, ...noteRepeated(devices)],
    warnings: [],
    origins(device) {
      const places = new Map<string, Place>();
      for (const [key, { offset }] of entriesOf(rowOf.get(device)))
        places.set(key, problems.texts.placeOf(offset));
      return places;
    },
    written: (device) =>
      new Map(entriesOf(rowOf.get(device)).map(([key, { value }]) => [key, value] as const)),
  };
}

function readRow(
  row: Row,
  { env, defaults, problems }: Pick<BuildContext, 'env' | 'defaults' | 'problems'>,
): InventoryDevice | undefined {
  if (!env) return readDevice(row.mapping, { ...row, defaults, problems });
  const { variables } = row;
  return readDevice(expand(row.mapping, { env, problems }), {
    ...row,
    ...(variables && { variables: expandVariables(variables, env) }),
    defaults,
    problems,
  });
}

function entriesOf(row: Row | undefined): (readonly [string, Entry])[] {
  return [...(row?.variables?.entries ?? []), ...(row?.mapping.entries ?? [])];
}

function groupsOf(devices: readonly InventoryDevice[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, groups: names } of devices) {
    for (const group of names) {
      const members = groups.get(group);
      if (members) members.push(name);
      else groups.set(group, [name]);
    }
  }
  return groups;
}
