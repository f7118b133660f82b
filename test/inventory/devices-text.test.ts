import { describe, expect, it } from 'vitest';
import { devicesText } from '../../src/inventory/devices-text.ts';
import type { DraftDevice } from '../../src/inventory/draft.ts';
import { groupBy } from '../../src/inventory/group-by.ts';
import { loadText } from '../../src/inventory/load.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { draftFrom } from './pastes/made-of.ts';

const CSV = `name,ip,platform,site,rack
sw1,10.0.0.1,cisco_ios,kyiv,012
sw2,10.0.0.2,cisco_ios,kyiv,no
rt1,10.0.1.1,junos,lviv,
`;

async function textOf(csv: string, ...keys: string[]): Promise<string> {
  const { devices } = await draftFrom(csv);
  return devicesText(keys.reduce<readonly DraftDevice[]>(groupBy, devices), ['Made by a test.']);
}

describe('What netrun init writes', () => {
  it('says once what most devices have the same, and keeps texts that look like something else', async () => {
    expect(await textOf(CSV)).toBe(`# Made by a test.

defaults:
  device_type: cisco_ios
all:
  - name: sw1
    ip: 10.0.0.1
    site: kyiv
    rack: "012"
  - name: sw2
    ip: 10.0.0.2
    site: kyiv
    rack: "no"
  - name: rt1
    ip: 10.0.1.1
    device_type: juniper_junos
    site: lviv
`);
  });

  it('has a list for each group, or groups of each device where one is in several', async () => {
    const bySite = await textOf(CSV, 'Site');
    expect(bySite).toMatch(/^kyiv:\n {2}- name: sw1$/m);
    expect(bySite).toMatch(/^lviv:\n {2}- name: rt1$/m);
    const twice = await textOf(CSV, 'site', '^([a-z]+)');
    expect(twice).toMatch(/^all:\n {2}- name: sw1\n(?: {4}.*\n)*? {4}groups:\n {6}- kyiv\n {6}- sw$/m);
    const { groups } = await loadText(twice, 'devices.yaml');
    expect([...groups]).toEqual([
      ['kyiv', ['sw1', 'sw2']],
      ['sw', ['sw1', 'sw2']],
      ['lviv', ['rt1']],
      ['rt', ['rt1']],
    ]);
  });

  it.each([
    ['sit', 'no device has "sit"; did you mean site?; they have device_type, site, rack'],
    ['^x(.)', '"^x(.)" matches none of the names, such as sw1'],
    ['(', 'Invalid regular expression'],
  ])('has no groups by %j', async (what, message) => {
    const { devices } = await draftFrom(CSV);
    expect(() => groupBy(devices, what)).toThrow(UsageError);
    expect(() => groupBy(devices, what)).toThrow(message);
  });

  it.each([
    'defaults,10.0.0.1,all',
    'groups,10.0.0.1,groups',
    'platforms,10.0.0.1,platforms',
    '"a: b",10.0.0.1,"#c"',
    '"- x",10.0.0.1,"[x"',
    'true,10.0.0.1,null',
    '0x10,10.0.0.1,1e3',
    '__proto__,10.0.0.1,constructor',
    '*x,10.0.0.1,&y',
    'ip,10.0.0.1,host',
    '~,r1.example.net,!z',
    '1.0,2001:db8::1,"a, b"',
  ])('is loaded as what it was made of: %s', async (line) => {
    const { devices } = await draftFrom(`name,ip,group\n${line}\nother,10.9.9.9,g2\n`);
    expect(devices).toHaveLength(2);
    const inventory = await loadText(devicesText(devices, []), 'devices.yaml');
    expect(inventory.devices.map(({ name, host, groups }) => ({ name, host, groups }))).toEqual(
      devices.map(({ name, host, groups }) => ({ name, host, groups })),
    );
  });
});

describe('A draft', () => {
  it('keeps references to secrets, and secrets only where it is to', async () => {
    const csv = 'ip,password,secret\n10.0.0.1,hunter2,keyring:net/admin\n10.0.0.2,env:PW,\n';
    const plain = devicesText((await draftFrom(csv)).devices, []);
    expect(plain).not.toContain('hunter2');
    expect(plain).toContain('secret: keyring:net/admin');
    expect(plain).toContain('password: env:PW');
    expect(devicesText((await draftFrom(csv, { secrets: 'keep' })).devices, [])).toContain(
      'password: hunter2',
    );
  });

  it('takes commands for this machine only from a file of yours', async () => {
    const csv = 'ip,password,proxy_command\n10.0.0.1,cmd:pass show net,nc %h %p\n';
    const foreign = await draftFrom(csv);
    expect(devicesText(foreign.devices, [])).not.toMatch(/cmd:|nc %h/);
    expect(foreign.remarks.map(({ what }) => what)).toEqual([
      'password, which would run a command on this machine; add it yourself if you want that',
      'proxy_command, which would run a command on this machine; add it yourself if you want that',
    ]);
    const own = devicesText((await draftFrom(csv, { commands: 'keep' })).devices, []);
    expect(own).toContain('password: cmd:pass show net');
    expect(own).toContain('proxy_command: nc %h %p');
  });

  it('leaves out secrets within other values, and columns that would mean something else', async () => {
    const yaml =
      '- {ip: 10.0.0.1, device_type: linux, snmp: {v3: {auth_key: hunter2}}, answers: {Password: hunter3}, vlan_key: hunter4}\n';
    expect(devicesText((await draftFrom(yaml)).devices, [])).not.toContain('hunter');
    const { devices, remarks } = await draftFrom('ip,device_type,platform\n10.0.0.1,linux,Dell\n');
    expect(remarks.map(({ what }) => what)).toEqual([
      'column "platform", which would be taken for device_type of netmiko',
    ]);
    expect([...(devices[0]?.values ?? [])]).toEqual([['device_type', 'linux']]);
  });
});
