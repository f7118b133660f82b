/** The middle one; of an even number, the mean of the two in the middle; NaN of none. */
export function median(/** @type {readonly number[]} */ numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
}

/**
 * Median, lowest and highest: `0.42 (0.40-0.47)`; a dash where something was not measured.
 * Numbers from 10 on lose a digit.
 * @param {readonly (number | undefined)[]} numbers
 * @param {number} digits
 */
export function spread(numbers, digits) {
  const known = numbers.filter((number) => number !== undefined);
  if (known.length === 0 || known.length < numbers.length) return '-';
  const shown = Math.max(...known) >= 10 ? Math.max(digits - 1, 0) : digits;
  const [low, middle, high] = [Math.min(...known), median(known), Math.max(...known)].map((number) =>
    number.toFixed(shown),
  );
  return known.length === 1 ? `${middle}` : `${middle} (${low}-${high})`;
}
