import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS, type FormatName } from '../../../src/inventory/formats/index.ts';
import type { Format } from '../../../src/inventory/inventory.ts';
import { readYaml } from '../../../src/inventory/yaml-tree.ts';
import { complaintsAbout, inventoryOf } from './inventory-of.ts';

const ROOT = join(import.meta.dirname, '../../..');
const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

/** Texts that look much alike, and what they are. */
const TEXTS: readonly (readonly [FormatName, string, string])[] = [
  ['devices', 'devices.example.yaml', readFileSync(join(ROOT, 'devices.example.yaml'), 'utf8')],
  ['devices', 'a list', '- {device_type: cisco_ios, ip: 192.0.2.1}\n'],
  ['devices', 'JSON', '[{"device_type": "cisco_ios", "ip": "192.0.2.1"}]'],
  ['devices', 'devices by name and groups', 'r1: {device_type: cisco_ios, host: h}\ncore: [r1]\n'],
  [
    'devices',
    'defaults and groups',
    'defaults: {platform: x}\ngroups: {a: {devices: [{ip: h}], hosts: x}}\nr: [{ip: h}]\n',
  ],
  ['devices', 'a group called hosts', 'routers: {hosts: {ip: h, device_type: linux}}\n'],
  ['devices', 'another group called hosts', 'groups: {hosts: {devices: [{ip: h, device_type: linux}]}}\n'],
  ['devices', 'a flow list over lines', 'r1: {device_type: linux, ip: h}\ncore:\n  [r1]\n'],
  ['devices', 'a list of one word', '- r1\n'],
  ['devices', 'a word and a colon', 'routers:\n'],
  ['netmiko', '.netmiko.yml, encrypted', file('netmiko/fernet.yml')],
  ['netmiko', '.netmiko.yml, encrypted otherwise', file('netmiko/aes128.yml')],
  ['nornir', 'hosts.yaml', file('nornir/hosts.yaml')],
  ['nornir', 'config.yaml', file('nornir/config.yaml')],
  ['nornir', 'hosts without attributes', 'r1: {groups: [core]}\nr2: {}\n'],
  ['nornir', 'hosts with a wrong key', 'r1: {hostnam: h, platform: ios}\n'],
  ['ansible', 'hosts.yml', file('ansible/yaml/hosts.yml')],
  ['ansible', 'ansible-inventory --list', file('ansible/ini/says.json')],
  ['ansible', 'groups without all', 'core:\n  hosts:\n    r1:\n'],
  ['ansible', 'a script’s JSON', '{"core": ["r1"], "_meta": {"hostvars": {}}}'],
  ['ansible-ini', 'hosts.ini', file('ansible/ini/hosts.ini')],
  ['ansible-ini', 'hosts without sections', 'r1 ansible_host=192.0.2.1\n'],
  ['ansible-ini', 'a section of plain hosts', '[core]\nr1\nr2\n'],
  ['csv', 'commas', 'name,ip,platform\nr1,192.0.2.1,ios\n'],
  ['csv', 'semicolons', 'Hostname;Site\nr1;kyiv\n'],
  ['csv', 'one column', 'hostname\nr1\n'],
  ['list', 'hosts', 'r1\nadmin@r2:22\n# r3\n'],
  ['list', 'addresses', '192.0.2.1\n2001:db8::1\n[2001:db8::2]:22\n'],
  ['list', 'with a wrong line', 'r1\nr2 r3\n'],
  ['list', 'with names behind addresses', '192.0.2.1 r1\n192.0.2.2 r2\n'],
  ['list', 'on one line', 'r1,r2\n'],
  ['ssh-config', 'hosts', '# mine\nHost r1 r2\n  HostName 192.0.2.1\n  User admin\n'],
  ['ssh-config', 'options first', 'ServerAliveInterval=60\nInclude config.d/*\nHost *\n  User me\n'],
];

describe('An inventory is recognised by its text', () => {
  const formats: readonly (readonly [string, Format])[] = Object.entries(FORMATS);

  it.each(TEXTS)('%s: %s', (name, _, text) => {
    // The last format of the table takes what no other one knows.
    const others = formats.filter(([other]) => other !== 'devices');
    const recognised = others.filter(([, format]) => {
      if (format.kind === 'text') return format.recognise(text, 'x');
      const isText = others.some(([, one]) => one.kind === 'text' && one.recognise(text, 'x'));
      return !isText && format.recognise(readYaml(text, 'x').root, 'x');
    });
    expect(recognised.map(([other]) => other)).toEqual(name === 'devices' ? [] : [name]);
  });

  it('in every format of the table', () => {
    expect(new Set(TEXTS.map(([name]) => name))).toEqual(new Set(Object.keys(FORMATS)));
  });

  it('unless its format is forced', async () => {
    const text = 'ip\nr1\n';
    expect((await inventoryOf({ x: text })).devices).toHaveLength(1);
    expect((await inventoryOf({ x: text }, { format: 'list' })).devices).toHaveLength(2);
    expect(await complaintsAbout({ x: text }, { format: 'devices' })).toMatch(
      /an inventory is a list of devices, not text/,
    );
    expect(await complaintsAbout({ x: 'r1: {ip: h}' }, { format: 'csv' })).toMatch(
      /^x:1:1: no column is called ip/,
    );
  });
});
