import { describe, expect, it } from 'vitest';
import { splitShellWords } from '../../src/inventory/shell-words.ts';

describe('The words of a line', () => {
  // Checked with Python: shlex.split(line, comments=True)
  it.each([
    ['a  b\tc', ['a', 'b', 'c']],
    ['k="two words" x=\'it "is"\'', ['k=two words', 'x=it "is"']],
    ['a"b c"d', ['ab cd']],
    ['a\\ b \\"', ['a b', '"']],
    ['"a\\"b\\\\c\\d"', ['a"b\\c\\d']],
    ["'a\\'", ['a\\']],
    ['a # b', ['a']],
    ['a#b c', ['a']],
    ['"a # b"', ['a # b']],
    ['""', ['']],
    ['', []],
  ])('%s', (line, words) => {
    const split = splitShellWords(line);
    expect('words' in split && split.words.map(({ text }) => text)).toEqual(words);
  });

  it('know where they begin', () => {
    const split = splitShellWords('ab  "c d" e');
    expect('words' in split && split.words.map(({ offset }) => offset)).toEqual([0, 4, 10]);
  });

  it.each([
    ['a "b', 'a quote " is opened and never closed'],
    ["'", "a quote ' is opened and never closed"],
    ['a\\', 'the line ends in a backslash that stands for nothing'],
  ])('are none in %s', (line, problem) => {
    expect(splitShellWords(line)).toEqual({ problem });
  });
});
