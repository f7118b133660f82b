import type { InventoryDevice } from '../model/device.ts';
import { UsageError } from '../model/usage-error.ts';
import { readDevice } from './device-entry.ts';
import { isArgument } from './device-keys.ts';
import { readDeviceType } from './device-type.ts';
import type { InventoryDefaults, Row } from './inventory.ts';
import { Problems } from './problems.ts';
import { isNull, type Mapping, mappingAt, textAt } from './tree.ts';

/**
 * The device of a row that cannot be understood, for runs that go on without it: as much of it as can, so that it is
 * told by its name and selected by its values.
 * @param problems what is wrong with it
 */
export function skippedDevice(row: Row, defaults: InventoryDefaults, problems: Problems): InventoryDevice {
  const { mapping } = row;
  const name = word(mapping, 'name') ?? row.key ?? word(mapping, 'host') ?? word(mapping, 'ip') ?? NAMELESS;
  const host = word(mapping, 'ip') ?? word(mapping, 'host') ?? name;
  const type = readDeviceType(word(mapping, 'device_type') ?? '', defaults.platforms);
  const sound = mappingAt(
    [
      ...[...mapping.entries].filter(([key]) => !isArgument(key) || key === 'groups' || key === 'tags'),
      ...Object.entries({
        name,
        ip: /^[^\s/@]+$/.test(host) ? host : NAMELESS,
        ...('platform' in type ? { device_type: type.platform } : !defaults.kind && { device_type: UNKNOWN }),
      }).map(
        ([key, text]) => [key, { offset: mapping.offset, value: textAt(text, mapping.offset) }] as const,
      ),
    ],
    mapping.offset,
  );
  // What is wrong with it has been said.
  const device = readDevice(sound, { ...row, defaults, problems: new Problems(problems.texts) });
  if (!device) throw new Error(`a row with name, ip and device_type made no device: ${name}`);
  const notes = problems.toError().problems.map((problem) => new UsageError([problem]).message);
  return { ...device, skip: { skip: 'inventory', notes } };
}

const NAMELESS = '(nameless)';

/** A platform of which nothing is known. */
const UNKNOWN = 'autodetect';

function word({ entries }: Mapping, key: string): string | undefined {
  const value = entries.get(key)?.value;
  return value?.kind === 'text' && !isNull(value) ? value.text.trim() || undefined : undefined;
}
