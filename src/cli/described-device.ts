import { nameOf, readReference } from '../access/reference.ts';
import type { Place } from '../inventory/problems.ts';
import type { Tree } from '../inventory/tree.ts';
import type { InventoryDevice } from '../model/device.ts';
import type { ChosenDevices } from './chosen-devices.ts';

/** What is known of a device, without its secrets. */
export type DescribedDevice = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly platform: string;
  readonly groups: readonly string[];
  /** Why it would not be contacted. */
  readonly skipped: { readonly reason: string; readonly notes: readonly string[] } | null;
  /** All that is written of it, by the key that it is written with. */
  readonly values: Readonly<Record<string, DescribedValue>>;
};

/** A value as it may be shown, and where it is written. */
export type DescribedValue = { readonly value: string } & Partial<Place>;

/** Describes a device; secrets become `(set)`, or the reference that is written. */
export function describeDevice(
  device: InventoryDevice,
  { written, origins }: Pick<ChosenDevices, 'written' | 'origins'>,
): DescribedDevice {
  const { name, host, port = 22, platform, groups, skip } = device;
  const places = origins(device);
  const values = [...written(device)].map(([key, tree]) => [
    key,
    { value: showTree(tree, SECRET.test(key) ? showSecret : showText), ...places.get(key) },
  ]);
  return {
    name,
    host,
    port,
    platform,
    groups,
    skipped: skip ? { reason: skip.skip, notes: skip.notes } : null,
    values: Object.fromEntries(values),
  };
}

/** netmiko's and netrun's keys for secrets, and what people call theirs. */
const SECRET =
  /passw|passphr|(?:^|[_-])pass(?:$|[_-])|pwd|secret|token|credential|communit|psk|(?:^|[_-])(?:api|auth|priv|private|enc|encryption|shared|snmp)?_?key$|^answers$/i;

/** What stands for something else is looked up for nobody who only looks. */
function showText(text: string): string {
  const reference = readReference(text);
  return reference.kind === 'literal' ? text : showReference(text);
}

function showSecret(text: string): string {
  return showReference(text);
}

function showReference(text: string): string {
  const reference = readReference(text);
  const name = nameOf(reference);
  if (name === '') return text === '' ? '' : '(set)';
  return reference.kind === 'template' ? `(text with ${name})` : name;
}

function showTree(tree: Tree, show: (text: string) => string): string {
  switch (tree.kind) {
    case 'text':
      return show(tree.text);
    case 'sealed':
      return '(encrypted, or a template)';
    case 'list':
      return tree.items.map((item) => showTree(item, show)).join(', ');
    case 'mapping':
      return [...tree.entries]
        .map(([key, { value }]) => `${key}: ${showTree(value, SECRET.test(key) ? showSecret : show)}`)
        .join(', ');
  }
}
