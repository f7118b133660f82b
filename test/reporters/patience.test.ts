import { describe, expect, test } from 'vitest';
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
