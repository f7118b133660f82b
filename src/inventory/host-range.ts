/** The names that a pattern stands for, or the sentence that says why it stands for none. */
export type HostRange = { readonly names: readonly string[] } | { readonly problem: string };

/**
 * Writes out the ranges of Ansible's host patterns: `sw[01:20]` with the padding of its first number, `sw[a:f]`,
 * `sw[1:9:2]` with a step, several in one name. An end that is left out is an error, a beginning means 0.
 */
export function expandHostRange(pattern: string): HostRange {
  const open = pattern.indexOf('[');
  if (open < 0) return { names: [pattern] };
  const close = pattern.indexOf(']', open);
  if (close < 0) return { problem: `"${pattern}" opens a [ that is never closed` };
  const middle = membersOf(pattern.slice(open + 1, close));
  if (typeof middle === 'string') return { problem: `"${pattern}": ${middle}` };
  const rest = expandHostRange(pattern.slice(close + 1));
  if ('problem' in rest) return rest;
  if (middle.length * rest.names.length > MOST_NAMES) {
    return { problem: `"${pattern}" stands for more than ${MOST_NAMES} devices` };
  }
  const head = pattern.slice(0, open);
  return { names: middle.flatMap((one) => rest.names.map((tail) => `${head}${one}${tail}`)) };
}

/** More than any inventory has; a slip such as `[1:1000000000]` must not fill the memory. */
const MOST_NAMES = 100_000;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** @returns what the range stands for, or what is wrong with it */
function membersOf(range: string): readonly string[] | string {
  const [first = '', last = '', step = '1', ...more] = range.split(':');
  const [from, to] = [LETTERS.indexOf(first), LETTERS.indexOf(last)];
  const isOfLetters = first.length === 1 && last.length === 1 && from >= 0 && to >= 0;
  const isOfNumbers = /^\d*$/.test(first) && /^\d+$/.test(last);
  const by = Number(step);
  if (more.length > 0 || !/^[1-9]\d*$/.test(step) || !(isOfLetters || isOfNumbers)) {
    return 'a range is written [1:20], [01:20], [a:f] or with a step as [1:20:2]';
  }
  if (isOfLetters) {
    if (from > to) return `the range [${range}] runs backwards`;
    return [...LETTERS.slice(from, to + 1)].filter((_, place) => place % by === 0);
  }
  const isPadded = first.startsWith('0') && first.length > 1;
  if (isPadded && first.length !== last.length) return `both ends of [${range}] must have as many digits`;
  const [low, high] = [Number(first), Number(last)];
  if (low > high) return `the range [${range}] runs backwards`;
  if ((high - low) / by > MOST_NAMES) return `the range [${range}] has more than ${MOST_NAMES} numbers`;
  const width = isPadded ? first.length : 0;
  return Array.from({ length: Math.floor((high - low) / by) + 1 }, (_, place) =>
    String(low + place * by).padStart(width, '0'),
  );
}
