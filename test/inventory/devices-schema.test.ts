import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { devicesSchema } from '../../src/inventory/devices-schema.ts';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { BAD_TEXTS, device } from './bad-texts.ts';
import { devicesOf } from './devices-of.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const validate = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
}).compile(devicesSchema());

const complaints = (text: string): readonly string[] => {
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

/** The inventories in the pages for users. */
function blocksOf(file: string, before: RegExp): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/([^\n]*)\n\n```yaml\n([\s\S]*?)```/g)]
    .filter(([, line = '', block = '']) => before.test(line) || before.test(block))
    .map(([, , block = '']) => block);
}

const GOOD = [
  readFileSync(path.join(ROOT, 'devices.example.yaml'), 'utf8'),
  ...blocksOf('README.md', /^# \d\. /),
  ...blocksOf('docs/inventories.md', /^In `devices.yaml`:$/),
  ...blocksOf('docs/selecting.md', /from this inventory:$/),
  ...blocksOf('docs/secrets.md', /instead of the secret itself:$/),
  inventoryText([
    {
      name: 'R1',
      host: '127.0.0.1',
      port: 40001,
      platform: 'linux',
      username: 'u',
      password: 'p',
      secret: 's',
    },
  ]),
  device('port: "22"', 'username: 7', 'password: 012345', 'secret: ~', 'fast_cli: true', 'pkey: {a: [b]}'),
  device('use_keys: "True"', 'allow_agent: false', 'key_file: [a, b]', 'jump: [x, u@y:22]'),
  device('conn_timeout: 2.5', 'timeout: ".5"', 'auth_timeout: env:SECONDS', 'port: "${PORT}"'),
  device(
    'algorithms: {kex: +diffie-hellman-group1-sha1, cipher: [aes128-ctr, aes128-cbc]}',
    'disabled_algorithms: {pubkeys: [x]}',
  ),
  device('groups: a, b', 'tags: [c]', 'answers: [{question: confirm, answer: y}]', 'asn: [1, {a: b}]'),
  device('answers: {confirm: y, name: 7, go: true, enter: ""}', 'disabled: true', 'ssh_strict: true'),
  device(`host_keys: [SHA256:${'A'.repeat(43)}, "ssh-ed25519 AAAAC3Nza"]`),
  '- {ip: 192.0.2.1, host: core router, device_type: cisco_ios_ssh}',
  '- {ip: 192.0.2.1, device_type: ~}\n- &b {device_type: linux, ip: h}\n- {<<: *b, ip: i}',
  'base: &base {device_type: linux, port: 2222}\nr1: {<<: *base, ip: h}\nall: [{<<: *base, ip: i}]',
  'site: {r1: {ip: h, device_type: linux}, core: [r1]}',
  'a: [r1]\nb: []\nr1: {ip: h, device_type: linux}',
  'groups: {ip: 192.0.2.2, device_type: linux}\ndefaults: {ip: 192.0.2.1, device_type: linux}',
  'groups: {a: ~, b: [{ip: h, device_type: linux}], c: {groups: {d: {devices: {r1: ~}}}, devices: {r1: {ip: i, device_type: linux}}}}',
  'platforms: {acme: {extends: cisco_ios}}\nrouters: [{ip: h, device_type: acme}]\ngroups: {a: {device_type: acme}}',
];

/** What stands elsewhere in a file, or in words that are nearly right, no schema sees. */
const ONLY_THE_READER = new Set([
  'no device type',
  'type for device_type',
  'an empty list',
  'an unknown encoding',
  'a strange encoding',
  'a question that is no regular expression',
  'a group of unknown names',
]);

/** Where the text is no value at all, editors say so by themselves. */
const NO_VALUE = new Set(['a key given twice', 'a device given twice']);

describe('the schema of devices.yaml', () => {
  it('is the published one', async () => {
    const text = `${JSON.stringify(devicesSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../docs/devices.schema.json');
  });

  it('is looked at with examples of each page', () => {
    expect(GOOD.length).toBeGreaterThan(22);
  });

  it.each(GOOD)('takes what the reader takes: %s', (text) => {
    expect(() => devicesOf(text, 'd.yaml')).not.toThrow(/unknown|must be/);
    expect(complaints(text)).toEqual([]);
  });

  it.each(BAD_TEXTS.filter(([what]) => !NO_VALUE.has(what)).map(([what, text]) => [what, text]))(
    'sees %s, unless only the reader can',
    (what, text) => {
      expect(complaints(text).length > 0).toBe(!ONLY_THE_READER.has(what));
    },
  );

  it.each([
    ['platform for device_type below', '- {ip: h, platform: linux}'],
    ['a name in defaults', 'defaults: {name: x}\nr: [{ip: a, device_type: linux}]'],
    ['a name of a group', 'groups: {a: {name: x, devices: [{ip: a, device_type: linux}]}}'],
    ['a group of text', 'groups: {a: b}\nr: [{ip: a, device_type: linux}]'],
    ['devices of text', 'groups: {a: {devices: b}}'],
    ['a list of groups in a group', 'groups: {a: {groups: [b], devices: [{ip: h, device_type: linux}]}}'],
    ["Ansible's words", 'groups: {a: {hosts: {r1: {ip: h}}}}'],
    ['an unknown type deep in a group', 'groups: {a: {groups: {b: {devices: [{ip: h, device_type: x}]}}}}'],
    ['a strange kind of algorithms', device('algorithms: {kexes: a}')],
    ['a host key that is none', device('host_keys: abc')],
    [
      'an unknown field of a platform',
      'platforms: {a: {extends: cisco_ios, promt: x}}\nr: [{ip: h, device_type: a}]',
    ],
  ])('sees %s', (_, text) => {
    expect(() => devicesOf(text, 'd.yaml')).toThrow();
    expect(complaints(text)).not.toEqual([]);
  });
});
