import { describe, expect, it } from 'vitest';
import { findPlatform, readDeviceType } from '../../src/inventory/device-type.ts';
import { PLATFORMS } from '../../src/platforms/index.ts';

describe.each(Object.keys(PLATFORMS))('device type %s', (name) => {
  it('names its platform, with and without _ssh', () => {
    expect(readDeviceType(name)).toEqual({ platform: name });
    expect(readDeviceType(`${name}_ssh`)).toEqual({ platform: name });
    expect(findPlatform(name)).toBe(name);
  });

  it.each(['telnet', 'serial'])('is refused over %s with the type to write', (transport) => {
    const type = readDeviceType(`${name}_${transport}`);
    expect(type).toEqual({
      problem: expect.stringMatching(new RegExp(`netrun speaks SSH only; write ${name}$`)),
    });
  });
});

describe('an unknown device type', () => {
  it.each([
    ['cisco_xyz', /^unknown device type "cisco_xyz"; /],
    ['cisco_oss_telnet', /^unknown device type "cisco_oss_telnet"; did you mean cisco_ios/],
    ['', /^unknown device type ""; known are /],
    ['__proto__', /^unknown device type/],
  ])('%s is a problem with a way out', (text, expected) => {
    expect(readDeviceType(text)).toEqual({ problem: expect.stringMatching(expected) });
    expect(findPlatform(text)).toBeUndefined();
  });
});
