import type { Platform } from '../platforms/platform.ts';
import type { Exchange } from './exchange.ts';

/** The device says, at the start of a line of a short answer, that it does not take the command. */
export function isRefused(platform: Platform, { lines }: Exchange): boolean {
  if (lines.length > LONGEST_REFUSAL) return false;
  return lines.some((line) => platform.refusals.some((refusal) => refusal.test(line)));
}

const LONGEST_REFUSAL = 10;
