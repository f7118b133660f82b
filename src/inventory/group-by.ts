import { UsageError } from '../model/usage-error.ts';
import { didYouMean } from './did-you-mean.ts';
import type { DraftDevice } from './draft.ts';

/**
 * Puts devices into groups, besides those that they are in.
 * @param what a key of the devices (`site`, `device_type`), or a regular expression whose first part in brackets, or
 *   the whole of which, is the group of the names that match
 * @throws UsageError where no device has such a key, or the expression is none or matches no name
 */
export function groupBy(devices: readonly DraftDevice[], what: string): readonly DraftDevice[] {
  const keys = [...new Set(devices.flatMap(({ values }) => [...values.keys()]))];
  const wanted = what.trim();
  const key = keys.find((one) => one === wanted) ?? keys.find((one) => plain(one) === plain(wanted));
  const grouping = key === undefined ? byName(devices, { pattern: wanted, keys }) : byKey(key);
  return devices.map((device) => {
    const group = grouping(device)?.trim();
    return group ? { ...device, groups: [...new Set([...device.groups, group])] } : device;
  });
}

/** Spreadsheets write their headings in capitals, and people type them without. */
function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[\s_-]+/g, '');
}

type Grouping = (device: DraftDevice) => string | undefined;

function byKey(key: string): Grouping {
  return ({ values }) => {
    const value = values.get(key);
    return value === undefined || typeof value === 'object' ? undefined : nameFrom(String(value));
  };
}

/** A comma stands between two groups. */
function nameFrom(value: string): string {
  return value.replaceAll(/\s*,\s*/g, ' ');
}

function byName(
  devices: readonly DraftDevice[],
  { pattern, keys }: { readonly pattern: string; readonly keys: readonly string[] },
): Grouping {
  // A bare word is the name of a column rather than a pattern.
  const expression = /^[\w -]+$/.test(pattern) ? undefined : compile(pattern);
  const grouping: Grouping = ({ name }) => {
    const found = expression?.exec(name);
    return found?.[1] ?? found?.[0];
  };
  if (devices.some((device) => grouping(device))) return grouping;
  const message = expression
    ? `${JSON.stringify(pattern)} matches none of the names, such as ${devices[0]?.name}`
    : `no device has ${JSON.stringify(pattern)}${didYouMean(pattern, keys)}; they have ${keys.join(', ')}, and names can be cut by a pattern such as '^([a-z]+)'`;
  throw new UsageError([{ message: `--group-by: ${message}` }]);
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError([{ message: `--group-by: ${why}` }]);
  }
}
