import { readFileSync } from 'node:fs';
import type { Room } from './executor.ts';

/** A connection, and a file for an output that is too large for the memory. */
export const FILES_PER_DEVICE = 2;

/**
 * Keeps a run within the number of files that this system lets a process have open.
 * @param devices that are to come
 * @param atOnce how many of them are wanted at the same time
 * @param most how many can be in progress with so many files, besides those that are always open
 */
export function roomFor(
  devices: number,
  atOnce: number,
  most: (files: number) => number,
  limit = openFileLimit(),
): Room {
  if (limit === undefined) return { atOnce };
  const possible = Math.max(1, Math.floor(most(limit - RESERVED)));
  if (Math.min(devices, atOnce) <= possible) return { atOnce };
  return {
    atOnce: possible,
    note: `${possible} devices at a time instead of ${atOnce}: a process may have no more than ${limit} files open here (ulimit -n)`,
  };
}

/** Node's own (20 are measured), the inventory, results and state. */
const RESERVED = 64;

/** proc(5), so on Linux only. Node has raised the soft limit to the hard one when it started. */
function openFileLimit(): number | undefined {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
