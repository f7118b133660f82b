/** Says `; did you mean r1 or r2?`, ready to end a sentence with, or '' where nothing is near. */
export type Suggester = (found: string) => string;

/** The way out of one misspelt name, for a sentence to end with. */
export function didYouMean(found: string, candidates: Iterable<string>): string {
  return suggester(() => candidates)(found);
}

/**
 * The way out of any number of misspelt names.
 * @param candidates asked for once, and only if a name is misspelt
 */
export function suggester(candidates: () => Iterable<string>): Suggester {
  let words: readonly Word[] | undefined;
  let left = MAX_SUGGESTIONS;
  return (found) => {
    if (left-- <= 0) return '';
    words ??= wordsOf(candidates());
    const names = nearestWords(found, words);
    return names.length === 0 ? '' : `; did you mean ${names.join(' or ')}?`;
  };
}

/** @returns at most three candidates that `found` may have been meant for, the nearest first */
export function nearest(found: string, candidates: Iterable<string>): string[] {
  return nearestWords(found, wordsOf(candidates));
}

/** What has more misspelt names than this is wrong as a whole, and thousands of them would take minutes. */
const MAX_SUGGESTIONS = 100;

type Word = { readonly name: string; readonly plain: string };

function wordsOf(names: Iterable<string>): Word[] {
  return [...new Set(names)].map((name) => ({ name, plain: plain(name) }));
}

function nearestWords(found: string, words: readonly Word[]): string[] {
  const wanted = plain(found);
  const limit = Math.max(1, Math.floor(wanted.length * 0.4));
  const near: { readonly name: string; readonly distance: number }[] = [];
  for (const word of words) {
    const distance = editDistance(wanted, word.plain, limit);
    // `ios` is a part of `cisco_ios`: far by letters, near by meaning, so it comes after all others.
    const shareLetters = distance < Math.max(wanted.length, word.plain.length);
    if (distance <= limit && shareLetters) near.push({ name: word.name, distance });
    else if (wanted.length >= 3 && word.plain.includes(wanted))
      near.push({ name: word.name, distance: limit + 1 });
  }
  near.sort((a, b) => a.distance - b.distance);
  return near.slice(0, 3).map(({ name }) => name);
}

/**
 * How many letters must be put in, left out, replaced or swapped with their neighbour to make one word of the other
 * (Damerau–Levenshtein, optimal string alignment).
 * @param limit beyond it the exact number does not matter, and any number above it is returned
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  let lastLeast = 0;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(last, column - 1) + Number(a[row - 1] !== b[column - 1]);
      const swappable = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = swappable ? at(beforeLast, column - 2) + 1 : replaced;
      const distance = Math.min(replaced, swapped, at(last, column) + 1, at(current, column - 1) + 1);
      current.push(distance);
      least = Math.min(least, distance);
    }
    // A swap reaches back two rows, so both must be out of reach.
    if (least > limit && lastLeast > limit) return limit + 1;
    lastLeast = least;
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

/** Case and the choice of separator are the commonest slips, and no letters. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-\s]/g, '_');
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
