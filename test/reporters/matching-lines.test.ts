import { describe, expect, test } from 'vitest';
import { matchingLines, type Search } from '../../src/reporters/matching-lines.ts';

const TEXT = 'a1\nb\nc\na2\na3\nd\ne\nf\na4\n';

function found(fields: Partial<Search> = {}): string {
  return matchingLines(TEXT, { pattern: /a/, isInverted: false, context: 0, ...fields })
    .map(({ line, isMatch, isGap }) => `${isGap ? '| ' : ''}${line}${isMatch ? '' : '-'}`)
    .join(' ');
}

describe('lines are found', () => {
  test.each([
    [{}, 'a1 | a2 a3 | a4'],
    [{ isInverted: true }, 'b c | d e f'],
    [{ context: 1 }, 'a1 b- c- a2 a3 d- | f- a4'],
    [{ context: 2 }, 'a1 b- c- a2 a3 d- e- f- a4'],
    [{ pattern: /nothing/ }, ''],
  ])('with %j', (fields, expected) => {
    expect(found(fields)).toBe(expected);
  });

  test('in a text without a final newline, and in none', () => {
    const search = { pattern: /x/, isInverted: false, context: 0 };
    expect(matchingLines('x', search)).toHaveLength(1);
    expect(matchingLines('', search)).toHaveLength(0);
  });
});
