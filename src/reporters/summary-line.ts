import type { ChalkInstance } from 'chalk';
import type { FailureKind } from '../model/failure.ts';
import type { Summary } from '../model/result.ts';
import { formatDuration } from './duration.ts';

/**
 * The last line of a run: `3 of 12 devices: 1 ok, 2 failed (1 auth, 1 connect) in 1.2 s`.
 * @param kinds how many devices failed how
 * @returns the line without its newline; counts that are nought are left out
 */
export function summaryLine(
  summary: Summary,
  { kinds, chalk }: { kinds: ReadonlyMap<FailureKind, number>; chalk: ChalkInstance },
): string {
  const counts = [
    { count: summary.ok, text: 'ok', colour: chalk.green },
    { count: summary.rejected, text: 'rejected', colour: chalk.yellow },
    { count: summary.failed, text: `failed${kindList(kinds)}`, colour: chalk.red },
    { count: summary.skipped, text: 'skipped', colour: chalk.yellow },
    { count: summary.cancelled, text: 'cancelled', colour: chalk.yellow },
  ].filter(({ count }) => count > 0);
  const shown = counts.map(({ count, text, colour }) => colour(`${count} ${text}`)).join(', ');
  return `${deviceCount(summary)}${shown && `: ${shown}`} in ${formatDuration(summary.durationMs, { decimals: 1 })}`;
}

function deviceCount({ selected, inventory }: Summary): string {
  const counted = selected < inventory ? `${selected} of ${inventory}` : `${selected}`;
  return `${counted} ${inventory === 1 ? 'device' : 'devices'}`;
}

/** ` (auth)` when all failed alike, else ` (3 auth, 2 connect)` with the most frequent first. */
function kindList(kinds: ReadonlyMap<FailureKind, number>): string {
  const counted = [...kinds].sort(([, a], [, b]) => b - a);
  if (counted.length === 0) return '';
  if (counted.length === 1) return ` (${counted.map(([kind]) => kind).join('')})`;
  return ` (${counted.map(([kind, count]) => `${count} ${kind}`).join(', ')})`;
}
