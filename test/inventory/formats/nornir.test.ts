import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '../../../src/inventory/load.ts';
import { deviceTypeOf } from '../../../src/inventory/platform-names.ts';
import { complaintsAbout, inventoryOf } from './inventory-of.ts';

const FOLDER = join(import.meta.dirname, 'nornir');

type Says = {
  readonly groups: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly netmiko: {
    readonly hostname: string | null;
    readonly port: number;
    readonly username: string;
    readonly password: string;
    readonly platform: string;
    readonly extras: { readonly secret?: string; readonly conn_timeout?: number };
  };
};

/** What nornir itself said of the files of the folder: see says.py there. */
const SAYS: Readonly<Record<string, Says>> = JSON.parse(readFileSync(join(FOLDER, 'says.json'), 'utf8'));

describe('A nornir inventory', () => {
  it.each(Object.entries(SAYS))('gives %s what nornir gives its netmiko connection', async (name, says) => {
    const { devices } = await loadInventory(FOLDER);
    const device = devices.find((one) => one.name === name);
    const scrapli = name === 'rtr3.lviv';
    expect(device).toMatchObject({
      host: says.netmiko.hostname ?? name,
      port: scrapli ? 2022 : says.netmiko.port,
      username: says.netmiko.username,
      password: says.netmiko.password,
      platform: scrapli ? 'cisco_nxos' : deviceTypeOf(says.netmiko.platform),
      secret: says.netmiko.extras.secret,
      groups: says.groups,
      deadlines: says.netmiko.extras.conn_timeout
        ? { connectMs: says.netmiko.extras.conn_timeout * 1000 }
        : {},
    });
    expect(device?.variables).toEqual(flat(says.data));
  });

  it('takes secrets from the options of scrapli and of NAPALM, where netmiko has none', async () => {
    const { devices } = await inventoryOf({
      'hosts.yaml': `
r1: {platform: ios, connection_options: {scrapli: {extras: {auth_secondary: s1}}, napalm: {extras: {optional_args: {secret: n1}}}}}
r2: {platform: ios, connection_options: {napalm: {port: 443, extras: {optional_args: {secret: n2}}}}}
r3: {platform: ios, connection_options: {paramiko: {port: 2222, extras: {key_filename: ~/.ssh/k}}}}
`,
    });
    expect(devices).toMatchObject([
      { secret: 's1', port: undefined },
      { secret: 'n2', port: undefined },
      { port: 2222, login: { keyFiles: ['~/.ssh/k'] } },
    ]);
  });

  it('may be named by its folder, its hosts or its configuration, from there or from here', async () => {
    const names = async (file: string) => (await loadInventory(file)).devices.map(({ name }) => name);
    const expected = Object.keys(SAYS);
    expect(await names(FOLDER)).toEqual(expected);
    expect(await names(join(FOLDER, 'hosts.yaml'))).toEqual(expected);
    expect(await names(join(FOLDER, 'config.yaml'))).toEqual(expected);
    const here = relative(process.cwd(), join(FOLDER, 'hosts.yaml'));
    const config = { 'config.yaml': `inventory: {options: {host_file: ${here}, group_file: none.yaml}}` };
    await expect(inventoryOf(config)).rejects.toThrow(/hosts.yaml:6:7: there is no group "kyiv"/);
  });

  it('knows in which file each value was written', async () => {
    const { devices, origins } = await loadInventory(join(FOLDER, 'hosts.yaml'));
    const [first] = devices;
    if (!first) throw new Error('there are devices');
    const said = origins(first);
    expect(said.get('port')).toEqual({ file: join(FOLDER, 'groups.yaml'), line: 23, column: 7 });
    expect(said.get('contact')).toMatchObject({ file: join(FOLDER, 'defaults.yaml'), line: 8 });
  });
});

describe('A bad nornir inventory', () => {
  it('has the problems of all its files told with their places', async () => {
    const told = await complaintsAbout({
      'hosts.yaml': `
r1: {hostname: 192.0.2.1, platform: ios, groups: [coer, edge]}
r2: {hostnam: 192.0.2.2, platform: iosss, port: ssh}
r3: 192.0.2.3
`,
      'groups.yaml':
        'core: {groups: [loop]}\nloop: {groups: [core]}\nedge: {connection_options: {netmiko: 22}}\n',
      'defaults.yaml': 'data: [a]\nusername: {a: b}\n',
    });
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^hosts.yaml:2:51: there is no group "coer"; did you mean core\?$/),
      expect.stringMatching(
        /^hosts.yaml:3:6: host "r2" has an unknown key "hostnam"; did you mean hostname\?$/,
      ),
      expect.stringMatching(/^hosts.yaml:3:36: unknown device type "iosss"/),
      expect.stringMatching(/^hosts.yaml:3:49: port "ssh" is not a whole number/),
      expect.stringMatching(/^hosts.yaml:4:5: host "r3" must be a mapping, not text$/),
      expect.stringMatching(/^groups.yaml:1:17: group "loop" is within itself$/),
      expect.stringMatching(/^groups.yaml:2:17: group "core" is within itself$/),
      expect.stringMatching(/^groups.yaml:3:38: connection_options of netmiko must be a mapping, not text$/),
      expect.stringMatching(/^defaults.yaml:1:7: data must be a mapping, not a list$/),
      expect.stringMatching(/^defaults.yaml:2:11: username must be text, not a mapping/),
    ]);
  });

  it('a file beside it that is no YAML does not hide what is wrong with the others', async () => {
    const told = await complaintsAbout({
      'hosts.yaml': 'r1: {hostname: a b, platform: ios}',
      'groups.yaml': 'core: {platform: "ios}\n',
      'defaults.yaml': '- list',
    });
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^hosts.yaml:1:16: "a b" is neither/),
      expect.stringMatching(/^groups.yaml:\d:\d+: a quote is opened and never closed$/),
      expect.stringMatching(/^defaults.yaml:1:1: this file must hold a mapping, not a list$/),
    ]);
  });

  it.each([
    [
      'no hosts',
      'inventory: {plugin: SimpleInventory}',
      /^c.yaml:1:12: there is no hosts.yaml with hosts, neither here nor/,
    ],
    [
      'another plugin',
      'inventory: {plugin: NetBoxInventory2}',
      /^c.yaml:1:21: netrun reads nornir's SimpleInventory only, and not "NetBox/,
    ],
    [
      'a transform function',
      'inventory: {options: {}, transform_function: secrets}',
      /c.yaml:1:26: netrun runs no transform_function/,
    ],
  ])('a configuration with %s is told of', async (_, text, expected) => {
    expect(await complaintsAbout({ 'c.yaml': text })).toMatch(expected);
  });
});

function flat(data: Readonly<Record<string, unknown>>, prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(data).map(([key, value]) => {
      const name = `${prefix}${key}`;
      if (Array.isArray(value)) return { [name]: value.join(',') };
      return value !== null && typeof value === 'object'
        ? flat(value as Record<string, unknown>, `${name}.`) // JSON has no other objects
        : { [name]: String(value) };
    }),
  );
}
