import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveReferences } from '../../../src/access/resolve-references.ts';
import { loadInventory } from '../../../src/inventory/load.ts';
import { complaintsAbout, inventoryOf } from './inventory-of.ts';

const FOLDER = join(import.meta.dirname, 'netmiko');

/** Looks values up as a run does, for the devices of these names. */
async function lookedUp(file: string, env: Readonly<Record<string, string>>, names = ['sw1', 'sw2']) {
  const { devices, origins } = await loadInventory(join(FOLDER, file));
  return resolveReferences(
    devices.filter(({ name }) => names.includes(name)),
    {
      variables: env,
      programs: {},
      uid: undefined,
      commands: 'none',
      unused: new Set(),
      placeOf: (device, key) => origins(device).get(key),
      ask: () => Promise.reject(new Error('nothing is to be asked')),
    },
  );
}

describe.each(['fernet.yml', 'aes128.yml'])('Values that netmiko-bulk-encrypt put into %s', (file) => {
  it('are decrypted for a run', async () => {
    const { devices } = await lookedUp(file, { NETMIKO_TOOLS_KEY: 'a key phrase' });
    expect(devices).toMatchObject([
      { password: 'pa:ss wörd', secret: 'enable-me' },
      { password: 'geheim', secret: undefined },
    ]);
  });

  it('are each told of with their places where the key is wrong or missing', async () => {
    const told = (env: Readonly<Record<string, string>>) =>
      lookedUp(file, env).then(
        () => [],
        (error: Error) => error.message.replaceAll(`${FOLDER}/`, '').split('\n'),
      );
    const places = [8, 9, 14].map((line) => `${file}:${line}:3`);
    const wrong = await told({ NETMIKO_TOOLS_KEY: 'another' });
    expect(wrong.toSorted()).toEqual([
      expect.stringContaining(
        `${places[2]}: password: encrypted by netmiko-encrypt: NETMIKO_TOOLS_KEY is not the key`,
      ),
      expect.stringContaining(`${places[0]}: password: encrypted by`),
      expect.stringContaining(`${places[1]}: secret: encrypted by`),
    ]);
    expect(await told({})).toEqual(
      places.map((place) =>
        expect.stringMatching(`^${place}: .*: NETMIKO_TOOLS_KEY, the key .*, is not set$`),
      ),
    );
  });

  it('of devices that are not run are left alone', async () => {
    await expect(lookedUp(file, {}, [])).resolves.toMatchObject({ devices: [] });
  });
});

describe('A file of netmiko-tools', () => {
  it('has devices, groups, and values that are decrypted when they are needed', async () => {
    const text = readFileSync(join(FOLDER, 'fernet.yml'), 'utf8');
    const { devices, groups } = await inventoryOf({ '.netmiko.yml': text });
    expect(devices).toMatchObject([
      {
        name: 'sw1',
        host: 'sw1.example.net',
        platform: 'arista_eos',
        username: 'admin',
        password: expect.stringMatching(/^netmiko-fernet:Hny\/wPKz0rdfE5guuL9izw==:Z0FB/),
        secret: expect.stringMatching(/^netmiko-fernet:/),
      },
      { name: 'sw2', secret: undefined },
    ]);
    expect([...groups]).toEqual([['switches', ['sw1', 'sw2']]]);
  });

  it('without encryption is read as devices.yaml', async () => {
    const { devices } = await inventoryOf({
      'd.yml': '__meta__: {encryption: false}\nr1: {device_type: linux, ip: h, password: x}\n',
    });
    expect(devices).toMatchObject([{ name: 'r1', password: 'x' }]);
  });

  it.each([
    ['no list of ways to encrypt', '__meta__: [fernet]\n', /^d.yml:1:11: __meta__ must be a mapping such as/],
    [
      'a way to encrypt that netmiko does not have',
      '__meta__: {encryption: true, encryption_type: aes-128}\n',
      /^d.yml:1:47: unknown encryption "aes-128"; did you mean aes128\?/,
    ],
    [
      'a switch that is none',
      '__meta__: {encryption: yess}\n',
      /^d.yml:1:24: encryption "yess" is neither true nor false/,
    ],
    [
      'encrypted values and no word of it',
      '__meta__: {}\n',
      /^d.yml:2:43: password is encrypted, and "__meta__: \{encryption: true,/,
      'password: "__encrypt__a:b"',
    ],
    [
      'other encrypted values than secrets',
      '__meta__: {encryption: true}\n',
      /^d.yml:2:39: port is encrypted, and netrun decrypts username, password, secret, passphrase only; write it/,
      'port: "__encrypt__a:b"',
    ],
  ])('with %s is told of', async (_, meta, expected, own = 'port: 22') => {
    expect(await complaintsAbout({ 'd.yml': `${meta}r1: {device_type: linux, ip: h, ${own}}\n` })).toMatch(
      expected,
    );
  });
});
