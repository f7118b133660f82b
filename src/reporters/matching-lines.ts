import type { OnLost } from './output.ts';
import { OutOfPatience, patience } from './patience.ts';

/** Which lines are looked for. */
export type Search = {
  readonly pattern: RegExp;
  /** The lines that do not match are looked for. */
  readonly isInverted: boolean;
  /** Lines to show before and behind each. */
  readonly context: number;
};

/** A line of an output that is to be shown. */
export type Shown = {
  readonly line: string;
  readonly isMatch: boolean;
  /** Lines are left out before it. */
  readonly isGap: boolean;
};

/** @returns the lines that are found, each with its neighbours; none twice */
export function matchingLines(text: string, { pattern, isInverted, context }: Search): readonly Shown[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const isMatch = lines.map((line) => pattern.test(line) !== isInverted);
  const shown: Shown[] = [];
  let last = -1;
  for (const [at, matches] of isMatch.entries()) {
    if (!matches) continue;
    const from = Math.max(last + 1, at - context);
    for (let place = from; place <= Math.min(lines.length - 1, at + context); place++) {
      if (place <= last) continue;
      const isGap = place === from && last >= 0 && from > last + 1;
      shown.push({ line: lines[place] ?? '', isMatch: isMatch[place] === true, isGap });
      last = place;
    }
  }
  return shown;
}

/**
 * Looks through outputs as long as that ends in time.
 * @returns what gives undefined, and a word of the loss, where it does not
 */
export function looking(): <T>(work: () => T, onLost: OnLost) => T | undefined {
  const { within } = patience();
  return (work, onLost) => {
    try {
      return within(work);
    } catch (error) {
      if (!(error instanceof OutOfPatience)) throw error;
      onLost(`its output could not be looked through: ${error.message}`);
      return undefined;
    }
  };
}
