import { readFileSync } from 'node:fs';
import type { Io } from './io.ts';

/**
 * Calls `listener` when Enter is pressed on the terminal.
 * @returns a function that ends it
 */
export function onEnter({ stdin }: Pick<Io, 'stdin'>, listener: () => void): () => void {
  if (!stdin.isTTY || !isInForeground()) return () => {};
  stdin.on('data', listener);
  stdin.resume();
  return () => {
    stdin.off('data', listener);
    stdin.pause();
  };
}

/**
 * Whoever reads a terminal from the background is stopped (SIGTTIN): then the run would hang until `fg`.
 * Source: proc(5), /proc/pid/stat, `pgrp` and `tpgid`; where there is no such file nothing is read.
 */
function isInForeground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , pgrp, , , tpgid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return pgrp === tpgid;
  } catch {
    return false;
  }
}
