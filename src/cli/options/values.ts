import { InvalidArgumentError } from 'commander';
import type { Share } from '../../rollout.ts';

/** Parser of a whole number from `least` to `most`, for commander. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most || value.trim() === '') {
      throw new InvalidArgumentError(`a whole number from ${least} to ${most} is wanted.`);
    }
    return number;
  };
}

/** Parser of a number of seconds, such as `30`, `0.5` or `30s`. */
export function seconds(value: string): number {
  const number = Number(value.replace(/s$/, ''));
  if (!(number > 0 && number <= MOST_SECONDS))
    throw new InvalidArgumentError('a number of seconds is wanted, such as 30 or 0.5.');
  return number;
}

/** Longest time that a timer takes: 2^31 - 1 milliseconds. */
const MOST_SECONDS = 2_147_483;

/** `12` or `10%`; undefined: it is something else. */
export function readShare(text: string): Share | undefined {
  const [, digits = '', percent] = /^\s*(\d{1,6}(?:\.\d+)?)\s*(%?)\s*$/.exec(text) ?? [];
  const number = Number(digits);
  if (percent && number > 0 && number <= 100) return { percent: number };
  if (percent === '' && Number.isInteger(number) && number > 0) return { count: number };
  return undefined;
}

/** Parser of an option that may be repeated: all its values, in order. */
export function gather(value: string, before: unknown): string[] {
  return [...(Array.isArray(before) ? before.map(String) : []), value];
}

/** Parser of regular expressions, one each time; of several lines each is looked at for itself, as grep does. */
export function gatherExpressions(value: string, before: unknown): RegExp[] {
  // Commander hands over what this function gave before.
  return [...((before as RegExp[] | undefined) ?? []), regularExpression(value)];
}

/** Parser of a regular expression as JavaScript writes it. */
export function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? `${error.message}.` : String(error));
  }
}
