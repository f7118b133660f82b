import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Inventory, InventoryDefaults } from '../../src/inventory/inventory.ts';
import { devicesOf } from './devices-of.ts';

const parse = (text: string, defaults: InventoryDefaults = {}): Inventory =>
  devicesOf(text, 'devices.yaml', defaults);
const only = (text: string, defaults?: InventoryDefaults) => {
  const { devices } = parse(text, defaults);
  expect(devices).toHaveLength(1);
  return devices[0];
};

describe('the shapes of devices.yaml', () => {
  it('reads a list under a key, which becomes its group', () => {
    expect(
      only(`
routers:
  - device_type: cisco_ios
    ip: 192.168.100.1
    username: cisco
    password: cisco
    secret: enable
`),
    ).toEqual({
      name: '192.168.100.1',
      host: '192.168.100.1',
      port: undefined,
      login: {},
      platform: 'cisco_ios',
      username: 'cisco',
      password: 'cisco',
      secret: 'enable',
      groups: ['routers'],
      variables: {},
      encoding: 'utf-8',
      pipelining: false,
      answers: [],
      deadlines: {},
    });
  });

  it('reads how many logins a second the AAA servers of a group bear', () => {
    const { devices } = parse(`
groups:
  kyiv: {login_rate: 0.5, devices: [r1]}
r1: {device_type: cisco_ios, ip: 192.0.2.1}
r2: {device_type: cisco_ios, ip: 192.0.2.2}
`);
    expect(devices.map(({ loginRate }) => loginRate)).toEqual([0.5, undefined]);
  });

  it('leaves credentials that are not there open', () => {
    expect(only('routers:\n- {device_type: cisco_ios, ip: 192.0.2.1}')).toMatchObject({
      username: undefined,
      password: undefined,
      secret: undefined,
    });
  });

  it('reads a bare list with host instead of ip', () => {
    expect(only('- {device_type: cisco_ios, host: 192.0.2.1}')).toMatchObject({
      host: '192.0.2.1',
      groups: [],
    });
  });

  it("takes netmiko's arguments that have a meaning and accepts the others silently", () => {
    const device = only(`
- device_type: cisco_ios
  host: 192.0.2.1
  timeout: 10
  fast_cli: true
  global_delay_factor: 2
  disabled_algorithms: {pubkeys: [rsa-sha2-256]}
  session_log: log.txt
  read_timeout_override: 2.5
  auth_timeout: 20
  banner_timeout: 30
  encoding: windows-1251
`);
    expect(device?.deadlines).toEqual({ connectMs: 10_000, loginMs: 30_000, idleMs: 2_500 });
    expect(device?.encoding).toBe('windows-1251');
    expect(device?.variables).toEqual({});
  });

  it('prefers conn_timeout to timeout', () => {
    const device = only('- {device_type: linux, host: h, timeout: 100, conn_timeout: 5}');
    expect(device?.deadlines).toEqual({ connectMs: 5_000 });
  });

  it("reads netmiko-tools' mapping of devices and groups", () => {
    const { devices, groups } = parse(`
r1: {device_type: cisco_ios, host: 192.0.2.1}
r2: {device_type: cisco_ios, host: 192.0.2.2}
r3: {device_type: cisco_ios, host: 192.0.2.3}
core: [r1, 192.0.2.3]
edge:
  - r2
nobody: []
`);
    expect(devices.map(({ name, groups: of }) => [name, of])).toEqual([
      ['r1', ['core']],
      ['r2', ['edge']],
      ['r3', ['core']],
    ]);
    expect([...groups]).toEqual([
      ['core', ['r1', 'r3']],
      ['edge', ['r2']],
    ]);
  });

  it('reads devices and groups one level below the top', () => {
    const { devices } = parse(`
routers:
  r1: {device_type: cisco_ios, host: 192.0.2.1}
  r2: {device_type: cisco_ios, host: 192.0.2.2}
groups:
  core: [r2]
`);
    expect(devices.map(({ name, groups }) => [name, groups])).toEqual([
      ['r1', ['routers']],
      ['r2', ['routers', 'core']],
    ]);
  });

  it('reads several lists in one file', () => {
    const { groups } = parse(`
routers:
  - {device_type: cisco_ios, ip: 192.0.2.1}
servers:
  - {device_type: linux, ip: 192.0.2.2, groups: [web, kyiv]}
  - {device_type: linux, ip: 192.0.2.3, tags: "db, kyiv"}
`);
    expect([...groups]).toEqual([
      ['routers', ['192.0.2.1']],
      ['servers', ['192.0.2.2', '192.0.2.3']],
      ['web', ['192.0.2.2']],
      ['kyiv', ['192.0.2.2', '192.0.2.3']],
      ['db', ['192.0.2.3']],
    ]);
  });

  it('takes a list called all for every device and makes no group of it', () => {
    expect(parse('all:\n- {device_type: linux, ip: h}').groups.size).toBe(0);
  });

  it('reads the example that comes with netrun', () => {
    const inventory = parse(readFileSync(new URL('../../devices.example.yaml', import.meta.url), 'utf8'));
    expect(inventory.devices.map(({ name }) => name)).toEqual(['r1', 'r2', 'r3', 'jump1']);
    expect([...inventory.groups.keys()]).toEqual(['routers', 'core', 'servers']);
    expect(inventory.notes).toEqual([]);
  });
});

describe('the name of a device', () => {
  it.each([
    ['is what name says', 'r9: {name: " r1 ", ip: 192.0.2.1, device_type: linux}', 'r1'],
    ['is its key where there is no name', 'r9: {ip: 192.0.2.1, device_type: linux}', 'r9'],
    ['is its key where the name is empty', 'r9: {name: "", ip: 192.0.2.1, device_type: linux}', 'r9'],
    ['is its address in a list', '- {ip: 192.0.2.1, device_type: linux}', '192.0.2.1'],
    ['is its host where ip says the address', '- {ip: 192.0.2.1, host: r9, device_type: linux}', 'r9'],
  ])('%s', (_, text, name) => {
    expect(only(text)).toMatchObject({ name, host: '192.0.2.1' });
  });
});

describe('text values', () => {
  it.each([
    ['password: 012345', { password: '012345' }],
    ['secret: 1e3', { secret: '1e3' }],
    ['secret: 0x1F', { secret: '0x1F' }],
    ['username: yes', { username: 'yes' }],
    ['password: 2024-01-01', { password: '2024-01-01' }],
    ['password: 1_000', { password: '1_000' }],
    ['password: !!str 12', { password: '12' }],
    ['password: !!int 012', { password: '012' }],
    ['password: " a "', { password: ' a ' }],
    ['password: "null"', { password: 'null' }],
    ['password: |\n    a b', { password: 'a b' }],
    ["password: ''", { password: undefined }],
    ['password: ~', { password: undefined }],
    ['username: null', { username: undefined }],
    ['username:', { username: undefined }],
    ['secret:', { secret: undefined }],
    ['port: "2222"', { port: 2222 }],
    ['port:', { port: undefined }],
    ['os_version: 15.10', { variables: { os_version: '15.10' } }],
    ['rack:', { variables: { rack: '' } }],
  ])('%s keeps its source text', (line, expected) => {
    expect(only(`- device_type: linux\n  host: h\n  ${line}\n`)).toMatchObject(expected);
  });

  it('leave out the blanks around an address', () => {
    expect(only('- {device_type: " linux ", ip: " 192.0.2.1 "}')).toMatchObject({ host: '192.0.2.1' });
  });

  it('take 10.0 as an address and no number', () => {
    expect(only('- device_type: linux\n  host: 10.0')).toMatchObject({ host: '10.0', name: '10.0' });
  });
});

describe('device types', () => {
  it('may end in _ssh', () => {
    expect(only('- {device_type: cisco_ios_ssh, ip: 192.0.2.1}')).toMatchObject({ platform: 'cisco_ios' });
  });

  it('come from the command line where the entry has none', () => {
    const { devices } = parse('- {ip: a}\n- {ip: b, device_type: linux, port: 22}', {
      kind: { platform: 'cisco_ios' },
      port: 2222,
    });
    expect(devices.map(({ platform, port }) => [platform, port])).toEqual([
      ['cisco_ios', 2222],
      ['linux', 22],
    ]);
  });
});

describe('a login inside the shell', () => {
  it.each([
    ['shell_login: true', { password: undefined }],
    ['shell_password: "of the shell"', { password: 'of the shell' }],
    ['shell_login: true\n  shell_password: env:VTY', { password: 'env:VTY' }],
    ['shell_login: false\n  shell_password: "of the shell"', undefined],
    ['site: kyiv', undefined],
  ])('%s', (text, expected) => {
    const device = only(`- device_type: cisco_ios\n  host: h\n  ${text}\n`);
    expect(device?.shellLogin).toEqual(expected);
    expect(device?.variables).not.toHaveProperty('shell_password');
  });
});

describe('pipelining', () => {
  it.each([
    ['true', true],
    ['True', true],
    ['"true"', true],
    ['false', false],
    ['FALSE', false],
    ['', false],
    ['~', false],
  ])('%s is %s', (text, expected) => {
    const device = only(`- device_type: linux\n  host: h\n  pipelining: ${text}\n`);
    expect(device).toMatchObject({ pipelining: expected, variables: {} });
  });
});

describe('answers', () => {
  it('belong to the device and are no variables', () => {
    const device = only("- {device_type: linux, host: h, answers: {'\\[confirm\\]': y}}");
    expect(device).toMatchObject({ answers: [{ question: /\[confirm\]/, text: 'y' }], variables: {} });
  });

  it('are merged from a base, as a whole or one by one', () => {
    const { devices } = parse(`
base: &base
  device_type: linux
  answers: &common {confirm: y, name: x}
r1: {<<: *base, host: a}
r2: {<<: *base, host: b, answers: {sure: yes}}
r3: {<<: *base, host: c, answers: {<<: *common, confirm: n}}
`);
    expect(devices.map(({ answers }) => answers)).toEqual([
      [
        { question: /confirm/, text: 'y' },
        { question: /name/, text: 'x' },
      ],
      [{ question: /sure/, text: 'yes' }],
      [
        { question: /confirm/, text: 'n' },
        { question: /name/, text: 'x' },
      ],
    ]);
  });
});

describe('variables', () => {
  it('are all keys that mean nothing to netmiko', () => {
    const device = only(`
- device_type: linux
  host: h
  site: kyiv
  cost: 10
  id: 7
  vlans: [10, 020]
  location: {city: Kyiv, rack: {row: 07}}
  interfaces: [{name: Gi0/0}]
  __proto__: mine
`);
    expect(Object.entries(device?.variables ?? {})).toEqual([
      ['site', 'kyiv'],
      ['cost', '10'],
      ['id', '7'],
      ['vlans', '10,020'],
      ['location.city', 'Kyiv'],
      ['location.rack.row', '07'],
      ['__proto__', 'mine'],
    ]);
  });
});

describe('merge keys', () => {
  it('give what a device does not say itself, wherever << stands', () => {
    const { devices } = parse(`
base: &base {device_type: cisco_ios, username: admin, site: kyiv}
routers:
  - ip: 192.0.2.1
    username: me
    <<: *base
  - <<: *base
    ip: 192.0.2.2
`);
    expect(devices.map(({ host, username, variables }) => [host, username, variables.site])).toEqual([
      ['192.0.2.1', 'me', 'kyiv'],
      ['192.0.2.2', 'admin', 'kyiv'],
    ]);
  });

  it('take a list of mappings, of which the first wins, and mappings that merge others', () => {
    const device = only(`
a: &a {device_type: linux, username: a}
b: &b {<<: *a, username: b, password: b}
r1: {<<: [*a, *b], host: h}
`);
    expect(device).toMatchObject({ platform: 'linux', username: 'a', password: 'b' });
  });

  it('may take a device for a base', () => {
    const { devices } = parse('- &r1 {device_type: linux, ip: a}\n- {<<: *r1, ip: b}');
    expect(devices.map(({ host }) => host)).toEqual(['a', 'b']);
  });

  it('may stand in the list of devices without being one', () => {
    expect(only('- &base {device_type: linux}\n- {<<: *base, ip: a}')).toMatchObject({ host: 'a' });
  });

  it('work for thousands of devices', () => {
    const entries = Array.from(
      { length: 5_000 },
      (_, n) => `  - <<: *base\n    ip: 10.0.${n >> 8}.${n & 255}\n`,
    );
    const { devices } = parse(`base: &base {device_type: linux, username: u}\nrouters:\n${entries.join('')}`);
    expect(devices).toHaveLength(5_000);
    expect(devices.at(-1)).toMatchObject({ host: '10.0.19.135', username: 'u' });
  });

  it('are nothing special in quotes', () => {
    expect(only('- {device_type: linux, ip: a, "<<": b}')?.variables).toEqual({ '<<': 'b' });
  });
});

describe('what a text editor leaves behind', () => {
  const text = 'routers:\n  - device_type: linux\n    host:\th # who\n';
  it.each([
    ['a byte order mark', `\uFEFF${text}`],
    ['CRLF line ends', text.replaceAll('\n', '\r\n')],
    ['a tab after the colon', text],
    ['the start and the end of a document', `---\n${text}...\n`],
  ])('%s does not matter', (_, variant) => {
    expect(only(variant)).toMatchObject({ host: 'h' });
  });
});

describe('repeated devices', () => {
  it('stay devices of their own and give one note', () => {
    const { devices, notes } = parse(`
- {device_type: linux, ip: 192.0.2.1}
- {device_type: linux, ip: 192.0.2.2}
- {device_type: linux, ip: 192.0.2.1}
- {device_type: linux, ip: 192.0.2.2}
- {device_type: linux, ip: 192.0.2.1}
`);
    expect(devices).toHaveLength(5);
    expect(notes).toEqual([
      'listed more than once, and each entry is a device of its own: 192.0.2.1 (3 times), 192.0.2.2 (2 times)',
    ]);
  });

  it('are not those that share a host on several ports', () => {
    const { notes } = parse(
      'r1: {device_type: linux, ip: h, port: 1}\nr2: {device_type: linux, ip: h, port: 2}',
    );
    expect(notes).toEqual([]);
  });

  it('are told of by their name where they share nothing else', () => {
    const { notes } = parse(
      '- {device_type: linux, ip: a, name: r1}\n- {device_type: linux, ip: b, name: r1}',
    );
    expect(notes).toEqual(['the name of several devices: r1 (2 times)']);
  });
});
