import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearest, suggester } from '../../src/inventory/did-you-mean.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['r1', 'r1', 0],
    ['r1', 'r2', 1],
    ['kyiv', 'kiyv', 1],
    ['password', 'pasword', 1],
    ['password', 'passwordd', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('of %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b, 9)).toBe(distance);
    expect(editDistance(b, a, 9)).toBe(distance);
  });

  it('is only more than the limit beyond it', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBeGreaterThan(2);
    expect(editDistance('a', 'abcdef', 2)).toBeGreaterThan(2);
  });
});

describe('suggestions', () => {
  it.each([
    ['r3', ['r1', 'sw1', 'r30'], ['r1', 'r30']],
    ['cisco_xe', ['cisco_ios', 'linux'], ['cisco_ios']],
    ['ios', ['cisco_ios', 'linux'], ['cisco_ios']],
    ['Cisco-IOS', ['linux', 'cisco_ios'], ['cisco_ios']],
    ['a', ['h', 'ab'], ['ab']],
    ['zzz', ['cisco_ios', 'linux'], []],
    ['r', ['r1', 'r2', 'r3', 'r4'], ['r1', 'r2', 'r3']],
  ])('for %s are the nearest names', (found, candidates, expected) => {
    expect(nearest(found, candidates)).toEqual(expected);
  });

  it('end a sentence', () => {
    expect(didYouMean('r3', ['r1', 'r2'])).toBe('; did you mean r1 or r2?');
    expect(didYouMean('zzz', ['r1'])).toBe('');
  });

  it('ask for the names once and stop when everything is wrong', () => {
    let asked = 0;
    const suggest = suggester(() => {
      asked++;
      return ['r1'];
    });
    const given = Array.from({ length: 500 }, () => suggest('r2')).filter((text) => text !== '');
    expect(asked).toBe(1);
    expect(given.length).toBeLessThan(500);
  });
});
