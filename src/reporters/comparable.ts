import { replaceParts } from '../model/parts-of-text.ts';
import { OutOfPatience, patience } from './patience.ts';
import type { ReporterContext } from './reporter.ts';

/** Does work that looks for patterns, and does it without any where they take too long: some are the user's. */
export type Comparing = <T>(patterns: readonly RegExp[], work: (patterns: readonly RegExp[]) => T) => T;

/** @param lost takes word of it once; no output is lost */
export function comparing({ lost }: Pick<ReporterContext, 'lost'>, { within } = patience()): Comparing {
  let isTold = false;
  return (patterns, work) => {
    try {
      return within(() => work(patterns));
    } catch (error) {
      if (!(error instanceof OutOfPatience)) throw error;
      if (!isTold) lost(`outputs are compared as they are (--ignore, volatile): ${error.message}`, 0);
      isTold = true;
      return work([]);
    }
  };
}

/**
 * What counts of an output where outputs are compared: without what changes by itself, and without blanks at the ends of
 * lines and of the whole.
 * @param patterns `volatile` of a platform, and what the user has added
 */
export function comparable(text: string, patterns: readonly RegExp[]): string {
  return replaceParts(text, patterns, '')
    .replace(/[ \t]+$/gm, '')
    .trim();
}
