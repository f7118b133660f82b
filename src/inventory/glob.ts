/**
 * Reads a pattern of names: `*` any text, `?` any letter, `[abc]` and `[a-f]` one of these letters, `[!abc]` none of
 * them, and, as clush and netrun's own messages write them, `[1-12]` and `[01-12,14]` numbers (with their padding).
 * @returns whether a whole text matches it; upper and lower case differ
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  if (!isGlob(pattern)) return (text) => text === pattern;
  const parts = pattern.match(/\[[^\]]+\]|./gs) ?? [];
  const expression = new RegExp(`^${parts.map(translate).join('')}$`, 's');
  return (text) => expression.test(text);
}

/** Does it stand for more than itself? */
export function isGlob(text: string): boolean {
  return /[*?]|\[[^\]]+\]/.test(text);
}

function translate(part: string): string {
  if (part === '*') return '.*';
  if (part === '?') return '.';
  if (part.length === 1) return escapeLetter(part);
  const inside = part.slice(1, -1);
  // [123] without "-" or "," is one letter of three, as in a shell; [1-3] means the same either way.
  if (/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(inside) && /[-,]/.test(inside)) return numbers(inside);
  const negated = /^[!^]/.test(inside);
  return letters(negated ? inside.slice(1) : inside, negated);
}

/** More numbers than any inventory has devices; a regular expression of them all must stay small. */
const MAX_NUMBERS = 20_000;

function numbers(ranges: string): string {
  const all: string[] = [];
  for (const range of ranges.split(',')) {
    const [first = '', last = first] = range.split('-');
    const width = first.startsWith('0') ? first.length : 0;
    for (let number = Number(first); number <= Number(last) && all.length < MAX_NUMBERS; number++) {
      all.push(String(number).padStart(width, '0'));
    }
  }
  return all.length === 0 ? NOTHING : `(?:${all.join('|')})`;
}

function letters(inside: string, negated: boolean): string {
  const wanted: string[] = [];
  for (const [, first = '', last] of inside.matchAll(/(.)(?:-(.))?/gs)) {
    // A range that counts down is no letter at all, where a regular expression would refuse it.
    if (last === undefined) wanted.push(escapeLetter(first));
    else if (first <= last) wanted.push(`${escapeLetter(first)}-${escapeLetter(last)}`);
  }
  if (wanted.length === 0) return negated ? '.' : NOTHING;
  return `[${negated ? '^' : ''}${wanted.join('')}]`;
}

const NOTHING = '(?!)';

function escapeLetter(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}
