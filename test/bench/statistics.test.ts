import { describe, expect, test } from 'vitest';
import { median, spread } from '../../bench/statistics.js';
import { markdownTable, plainTable } from '../../bench/table.js';

describe('the median', () => {
  test.each([
    [[3], 3],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[], Number.NaN],
  ])('of %j is %j', (numbers, expected) => {
    expect(median(numbers)).toBe(expected);
  });
});

describe('a spread', () => {
  test.each([
    [[0.421, 0.4, 0.473], 2, '0.42 (0.40-0.47)'],
    [[12.34, 10.1, 11.5], 2, '11.5 (10.1-12.3)'],
    [[0.5], 3, '0.500'],
  ])('of %j with %i digits is %s', (numbers, digits, expected) => {
    expect(spread(numbers, digits)).toBe(expected);
  });

  test('of something that was not measured each time is a dash', () => {
    expect(spread([0.5, undefined], 2)).toBe('-');
    expect(spread([], 2)).toBe('-');
  });
});

describe('a table', () => {
  const table = { head: ['client', 'wall s'], rows: [['netrun', '0.1'], [], ['a|b', '10.25']], left: [0] };

  test('stands in columns on a terminal', () => {
    expect(plainTable(table)).toBe('client  wall s\nnetrun     0.1\n\na|b      10.25');
  });

  test('is a table in Markdown, whatever its cells hold', () => {
    expect(markdownTable(table)).toBe(
      '| client | wall s |\n| --- | ---: |\n| netrun | 0.1 |\n| a\\|b | 10.25 |',
    );
  });
});
