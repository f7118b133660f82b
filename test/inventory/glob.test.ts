import { describe, expect, it } from 'vitest';
import { globMatcher } from '../../src/inventory/glob.ts';

describe('a pattern of names', () => {
  it.each([
    ['r1', ['r1'], ['r11', 'R1', 'xr1']],
    ['r*', ['r', 'r1', 'r.1'], ['sr1']],
    ['r?', ['r1', 'rx'], ['r', 'r12']],
    ['r[abc]', ['ra', 'rb'], ['rd', 'rab']],
    ['r[a-c]x', ['rax', 'rcx'], ['rdx']],
    ['r[!a-c]', ['rd', 'r1'], ['ra']],
    ['r[^a]', ['rb'], ['ra']],
    ['r[123]', ['r1', 'r3'], ['r123']],
    ['sw[01-12,14]', ['sw01', 'sw09', 'sw12', 'sw14'], ['sw1', 'sw13', 'sw014']],
    ['sw[8-12]', ['sw8', 'sw12'], ['sw08', 'sw13']],
    ['sw[1-2]-[01-10]', ['sw1-01', 'sw2-10'], ['sw3-01', 'sw1-11']],
    ['sw[1-2][1-12]', ['sw11', 'sw212', 'sw112'], ['sw1', 'sw213']],
    ['sw[1-999999999]', ['sw1'], ['sw0']],
    ['sw[9-1]', [], ['sw9', 'sw1', 'sw']],
    ['a.b', ['a.b'], ['axb']],
    ['a.b*', ['a.bc'], ['axbc']],
    ['a[b', ['a[b'], ['ab']],
    ['a[b*', ['a[bc'], ['ab']],
    ['[z-a]', [], ['m', 'z']],
    ['[]a]', [], ['a']],
    ['[a\\-c]*', ['a', '\\'], ['d']],
    ['(+)*', ['(+)x'], ['+']],
  ])('%s', (pattern, matching, others) => {
    const matches = globMatcher(pattern);
    for (const text of matching) expect(matches(text), text).toBe(true);
    for (const text of others) expect(matches(text), text).toBe(false);
  });
});
