import { expect, test } from 'vitest';
import { readOptions } from '../../bench/options.js';

function names(...args: readonly string[]): readonly string[] {
  return readOptions(args).rows.map(({ name }) => name);
}

test('everything is measured unless something else is asked for', () => {
  expect(names()).toEqual(['1', '3', '3-50ms', '100', '100-50ms', '1000', '5000', '10', '30', '300']);
  expect(readOptions([])).toMatchObject({ rounds: 5, secondsEach: 10, isWritten: false, mayInstall: true });
});

test('some rows can be asked for, in an order of their own', () => {
  expect(names('--only', '100-50ms,1')).toEqual(['100-50ms', '1']);
});

test('the sizes of the curve can be chosen; what a row measures anyway is measured once', () => {
  expect(names('--only', 'sizes', '--sizes', '3,7,100,20')).toEqual(['7', '20']);
});

test.each([
  [['--only', '4'], '"4" is none of 1, 3, 3-50ms, 100, 100-50ms, 1000, 5000, sizes'],
  [['--rounds', '0'], '"0" is no number from 1 to 1000'],
  [['--sizes', '1,x'], '"x" is no number from 1 to 60000'],
  [['--only', '1', '--write'], '--write needs all rows, since a page is about one run: leave --only out'],
])('%j is refused with a sentence', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence);
});
