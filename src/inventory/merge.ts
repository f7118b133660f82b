import type { Mapping } from './tree.ts';

/** One mapping of several: each key has the value of the first that has it. It stands where the first one stands. */
export function merge(mappings: readonly [Mapping, ...Mapping[]]): Mapping {
  const [own, ...bases] = mappings;
  if (bases.every(({ entries }) => entries.size === 0)) return own;
  const entries = new Map(own.entries);
  for (const base of bases) {
    for (const [key, entry] of base.entries) if (!entries.has(key)) entries.set(key, entry);
  }
  return { ...own, entries };
}
