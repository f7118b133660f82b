import { expect, test } from 'vitest';
import { formatDuration } from '../../src/reporters/duration.ts';

test.each([
  [420, '0.42 s'],
  [59_400, '59.40 s'],
  [59_500, '1 min 00 s'],
  [125_000, '2 min 05 s'],
])('%i ms are %s', (durationMs, text) => {
  expect(formatDuration(durationMs, { decimals: 2 })).toBe(text);
});

test('a time with fractions of milliseconds looks as it does when it was written down in whole ones', () => {
  for (let durationMs = 0; durationMs < 60; durationMs += 0.1) {
    const written = formatDuration(Math.round(durationMs), { decimals: 2 });
    expect(formatDuration(durationMs, { decimals: 2 })).toBe(written);
  }
});
