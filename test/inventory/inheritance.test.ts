import { describe, expect, it } from 'vitest';
import { devicesOf } from './devices-of.ts';
import { problemsOf } from './problems-of.ts';

const TEXT = `
defaults: {device_type: cisco_ios, username: admin, site: none, port: 2222}
groups:
  kyiv:
    site: kyiv
    username: kyiv-admin
    devices: [r1, {name: r2, ip: 192.0.2.2, port: 22}]
    groups:
      kyiv-core: {username: core-admin, devices: [r1]}
      kyiv-edge: [r2]
  late: {site: late, rack: 7, devices: {r1: , r4: {ip: 192.0.2.4}}}
  empty:
routers:
  - {name: r1, ip: 192.0.2.1}
  - {name: r3, ip: 192.0.2.3, groups: kyiv-core, username: me}
`;

describe('what devices inherit', () => {
  const { devices, groups, origins } = devicesOf(TEXT, 'd.yaml');
  const said = (name: string) => devices.find((device) => device.name === name);

  it('is the word of the innermost group, then of the first one, then of defaults', () => {
    expect(said('r1')).toMatchObject({ username: 'core-admin', port: 2222, platform: 'cisco_ios' });
    expect(said('r1')?.variables).toEqual({ site: 'kyiv', rack: '7' });
    expect(said('r4')).toMatchObject({ username: 'admin', variables: { site: 'late', rack: '7' } });
  });

  it('is less than what a device says itself', () => {
    expect(said('r2')).toMatchObject({ port: 22, username: 'kyiv-admin' });
    expect(said('r3')).toMatchObject({ username: 'me', variables: { site: 'kyiv' } });
  });

  it('comes from the groups around its groups too', () => {
    expect([...groups]).toEqual([
      ['kyiv', ['r2', 'r1', 'r3']],
      ['kyiv-edge', ['r2']],
      ['late', ['r4', 'r1']],
      ['routers', ['r1', 'r3']],
      ['kyiv-core', ['r1', 'r3']],
    ]);
  });

  it('is known by the place where it was written', () => {
    const [r2, r4] = devices;
    if (!r2 || !r4) throw new Error('there are devices');
    expect(origins(r2).get('username')).toEqual({ file: 'd.yaml', line: 6, column: 5 });
    expect(origins(r2).get('device_type')).toEqual({ file: 'd.yaml', line: 2, column: 12 });
    expect(origins(r4).get('ip')).toMatchObject({ line: 11 });
  });

  it('a device called defaults or groups may have an address', () => {
    const text = 'defaults: {ip: 192.0.2.1, device_type: linux}\ngroups: {ip: 192.0.2.2, device_type: linux}';
    expect(devicesOf(text, 'd.yaml').devices.map(({ name }) => name)).toEqual(['defaults', 'groups']);
  });
});

describe('bad defaults and groups', () => {
  it.each([
    [
      'defaults: {name: x}\nr: [{ip: a, device_type: linux}]',
      /^d.yaml:1:12: name belongs to one device, and here every device would inherit it$/,
    ],
    [
      'groups: {a: {name: x, devices: [{ip: a, device_type: linux}]}}',
      /^d.yaml:1:14: name belongs to one device, and here every device of "a" would inherit it$/,
    ],
    [
      'defaults: {device_type: linux, pasword: x}\nr: [{ip: a}, {ip: b}]',
      /^d.yaml:1:32: unknown key "pasword"; did you mean password\?$/,
    ],
    ['groups: {a: b}\nr: [{ip: a, device_type: linux}]', /^d.yaml:1:10: group "a" must be a list of devices/],
    ['groups: {a: {devices: b}}', /^d.yaml:1:23: devices must be a list of devices or of their names/],
    [
      'groups: {a: {devices: [r9]}}\nr1: {ip: a, device_type: linux}',
      /group "a" names "r9".*did you mean r1/,
    ],
    ['groups: {a: {devices: {r1: x}}}', /^d.yaml:1:24: a device is a mapping such as .*, not text/],
    [
      'groups: {a: {groups: [b], devices: [{ip: h, device_type: linux}]}}',
      /^d.yaml:1:14: groups within a group are a mapping/,
    ],
    [
      'groups: {a: {hosts: {r1: {ip: h}}}}',
      /^d.yaml:1:14: write devices where it says hosts, or --inventory-format ansible/,
    ],
    [
      'groups:\n  a: {groups: {b: {site: x}}}\n  b: {site: y}\nr1: {ip: h, device_type: linux}',
      /^d.yaml:3:3: group "b" is described twice/,
    ],
    [
      '- {device_type: linux, ip: 192.0.2.1, host: 192.0.2.2}',
      /^d.yaml:1:45: ip says 192.0.2.1 and host 192.0.2.2; keep one of them$/,
    ],
  ])('%s', (text, expected) => {
    expect(problemsOf(() => devicesOf(text, 'd.yaml'))).toMatch(expected);
  });
});
