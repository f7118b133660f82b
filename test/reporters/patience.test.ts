import { describe, expect, test } from 'vitest';
import { comparable, comparing } from '../../src/reporters/comparable.ts';
import { OutOfPatience, patience } from '../../src/reporters/patience.ts';

const endless = () => /^(a+)+$/.test(`${'a'.repeat(60)}b`);

describe('patience', () => {
  test('gives what the work gives, and lets its errors pass', () => {
    const { within } = patience();
    expect(within(() => 'found')).toBe('found');
    expect(within(() => undefined)).toBeUndefined();
    expect(() =>
      within(() => {
        throw new RangeError('too far');
      }),
    ).toThrow(new RangeError('too far'));
  });

  test('ends an expression that does not end, and tries none after it', () => {
    const { within } = patience(20);
    expect(() => within(endless)).toThrow(OutOfPatience);
    let tried = 0;
    expect(() => within(() => tried++)).toThrow(OutOfPatience);
    expect(tried).toBe(0);
  });
});

test('outputs are compared as they are where a pattern never ends, which is told once and is no loss', () => {
  const told: [string, number | undefined][] = [];
  const lost = (sentence: string, outputs?: number) => void told.push([sentence, outputs]);
  const compare = comparing({ lost }, patience(20));
  const text = `${'a'.repeat(60)}b`;
  for (const _ of ['once', 'again']) {
    expect(compare([/^(a+)+$/], (patterns) => comparable(`${text} \n`, patterns))).toBe(text);
  }
  expect(told).toEqual([[expect.stringMatching(/^outputs are compared as they are .* takes too long/), 0]]);
});
