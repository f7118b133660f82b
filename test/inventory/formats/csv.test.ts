import { describe, expect, it } from 'vitest';
import { complaintsAbout, inventoryOf } from './inventory-of.ts';

const EXPORT = `\uFEFFHostname;IP Address;OS;Site;SSH Port;Enable secret;Tags\r
r1;192.0.2.1;IOS-XE;Київ;;"geheim;1";core,edge\r
\r
"r2";192.0.2.2;cisco.nxos.nxos;"Lviv ""West""";2222;;\r
;;;;;;\r
r3;2001:db8::3;Juniper JunOS;;;;\r
`.replace('Juniper JunOS', 'junos');

describe('A CSV file', () => {
  it('has netmiko’s words or their usual names as headings, and variables', async () => {
    const { devices } = await inventoryOf({ 'd.csv': EXPORT });
    expect(devices).toMatchObject([
      {
        name: 'r1',
        host: '192.0.2.1',
        platform: 'cisco_xe',
        secret: 'geheim;1',
        groups: ['core', 'edge'],
        variables: { Site: 'Київ' },
      },
      { name: 'r2', platform: 'cisco_nxos', port: 2222, variables: { Site: 'Lviv "West"' } },
      { name: 'r3', host: '2001:db8::3', platform: 'juniper_junos', variables: {} },
    ]);
  });

  it.each([
    ['commas', 'ip,device_type\n192.0.2.1,linux'],
    ['tabs', 'ip\tdevice_type\n192.0.2.1\tlinux\n'],
    ['semicolons', 'ip;device_type\n192.0.2.1;linux'],
    ['a separator that Excel names', 'sep=;\nip;device_type\n192.0.2.1;linux'],
    ['comments and quotes everywhere', '# made by hand\n"ip","device_type"\n# one\n"192.0.2.1","linux"\n'],
    ['line ends of old Macs', 'ip,device_type\r192.0.2.1,linux\r'],
  ])('may be written with %s', async (_, text) => {
    const { devices } = await inventoryOf({ 'd.csv': text });
    expect(devices).toMatchObject([{ host: '192.0.2.1', platform: 'linux' }]);
  });

  it('takes names for addresses where there are no others, and asks nobody for the platform', async () => {
    const { devices } = await inventoryOf({ 'd.csv': 'Device Name,Rack\nr1.example,7' });
    expect(devices).toMatchObject([{ name: 'r1.example', host: 'r1.example', platform: 'autodetect' }]);
  });

  it('says where each value was written', async () => {
    const { devices, origins } = await inventoryOf({ 'd.csv': EXPORT });
    const at = (index: number, key: string) => {
      const device = devices[index];
      const { line, column } = (device && origins(device).get(key)) ?? {};
      return `${line}:${column}`;
    };
    expect(at(0, 'name')).toBe('2:1');
    expect(at(0, 'secret')).toBe('2:28');
    expect(at(1, 'Site')).toBe('4:33');
    expect(at(1, 'port')).toBe('4:48');
    expect(at(2, 'ip')).toBe('6:4');
  });
});

describe('A bad CSV file', () => {
  it.each([
    [
      'wrong values',
      'ip,os,port\n192.0.2.1,ioss,22\n192.0.2.2,ios,http\n192.0.2.3/24,eos,\n',
      /^d.csv:2:11: unknown device type "ioss"; .*\nd.csv:3:15: port "http" is not .*\nd.csv:4:1: "192.0.2.3\/24" is neither/,
    ],
    ['no address', 'ip,os\n,ios\n', /^d.csv:2:\d: this device has neither ip nor host$/],
    [
      'too many cells',
      'ip,os\n192.0.2.1,ios,core,kyiv\n',
      /^d.csv:2:15: this line has 4 columns and the headings 2; quote/,
    ],
    [
      'two columns of a name',
      'ip,os,OS\n192.0.2.1,ios,ios\n',
      /^d.csv:1:7: there are two columns "OS"; rename one$/,
    ],
    ['an open quote', 'ip,os\n"192.0.2.1,ios\n', /^d.csv:\d:1: a quote is opened and never closed$/],
    ['a quote in a cell', 'ip,os\n"192"0,ios\n', /^d.csv:2:1: a quote stands inside a cell; put/],
    ['nothing below the headings', 'ip,os\n', /^d.csv:1:1: there are no devices below the headings/],
  ])('with %s is told of with line and column', async (_, text, expected) => {
    expect(await complaintsAbout({ 'd.csv': text })).toMatch(expected);
  });

  it('without a column of addresses is told of where it is forced', async () => {
    expect(await complaintsAbout({ 'd.csv': 'hosst,os\nr1,ios\n' }, { format: 'csv' })).toMatch(
      /^d.csv:1:1: no column is called ip, host or hostname; did you mean host\?/,
    );
  });
});
