import { STATUS_MARKS } from './status-marks.ts';
import type { Order, Placed } from './wishes.ts';

/** What devices can be sorted by. */
export const SORT_KEYS = {
  inventory: ({ index }) => index,
  name: ({ result }) => result.device.name,
  host: ({ result }) => result.device.host,
  platform: ({ result }) => result.device.platform,
  status: ({ result }) => Object.keys(STATUS_MARKS).indexOf(result.outcome.status),
  duration: ({ result }) => result.outcome.durationMs,
} satisfies Record<string, (placed: Placed) => number | string>;

export type SortKey = keyof typeof SORT_KEYS;

/** The first that tells two devices apart counts. */
export type Sorting = readonly { readonly key: SortKey; readonly direction: 'up' | 'down' }[];

/** Numbers in names and addresses count as numbers: sw2 comes before sw10. */
export function orderOf(sorting: Sorting): Order {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return (one, other) => {
    for (const { key, direction } of sorting) {
      const [a, b] = [SORT_KEYS[key](one), SORT_KEYS[key](other)];
      const difference = typeof a === 'number' ? a - Number(b) : compare(a, String(b));
      if (difference !== 0) return direction === 'up' ? difference : -difference;
    }
    return one.index - other.index;
  };
}
