import { describe, expect, it } from 'vitest';
import { expandHostRange } from '../../src/inventory/host-range.ts';

describe('A range of hosts', () => {
  // Checked with Ansible: ansible.plugins.inventory.expand_hostname_range
  it.each([
    ['r1', ['r1']],
    ['sw[1:3]', ['sw1', 'sw2', 'sw3']],
    ['sw[01:03].x', ['sw01.x', 'sw02.x', 'sw03.x']],
    ['sw[098:101]', ['sw098', 'sw099', 'sw100', 'sw101']],
    ['sw[:2]', ['sw0', 'sw1', 'sw2']],
    ['sw[0:10:5]', ['sw0', 'sw5', 'sw10']],
    ['[a:c]', ['a', 'b', 'c']],
    ['x[y:B]', ['xy', 'xz', 'xA', 'xB']],
    ['x[a:f:2]', ['xa', 'xc', 'xe']],
    ['a[1:2]b[x:y]', ['a1bx', 'a1by', 'a2bx', 'a2by']],
    ['10.0.[1:2].1', ['10.0.1.1', '10.0.2.1']],
  ])('%s is written out', (pattern, names) => {
    expect(expandHostRange(pattern)).toEqual({ names });
  });

  it.each([
    ['a[1', /opens a \[ that is never closed/],
    ['a[1:]', /a range is written/],
    ['a[1]', /a range is written/],
    ['a[1:2:0]', /a range is written/],
    ['a[1:2:3:4]', /a range is written/],
    ['a[a:2]', /a range is written/],
    ['a[3:1]', /runs backwards/],
    ['a[c:a]', /runs backwards/],
    ['a[01:100]', /as many digits/],
    ['a[0:9999999999]', /more than 100000/],
    ['a[0:99999][0:9]', /more than 100000/],
  ])('%s is refused', (pattern, problem) => {
    expect(expandHostRange(pattern)).toEqual({ problem: expect.stringMatching(problem) });
  });
});
