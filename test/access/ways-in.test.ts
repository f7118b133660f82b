import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKeyStore } from '../../src/access/key-store.ts';
import { readSshConfig } from '../../src/access/ssh-config.ts';
import { type Surroundings, waysIn } from '../../src/access/ways-in.ts';
import type { InventoryDevice } from '../../src/model/device.ts';
import { task } from '../session/play.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'netrun-ways-'));
});
afterAll(() => rmSync(home, { recursive: true }));

const { ssh: _, ...whole } = task({}).device;
const device = (more: Partial<InventoryDevice> = {}): InventoryDevice => ({
  ...whole,
  host: 'r1',
  name: 'r1',
  port: undefined,
  username: undefined,
  password: undefined,
  login: {},
  ...more,
});

function around(config: string, more: Partial<Surroundings> = {}): Surroundings {
  const file = path.join(home, 'config');
  writeFileSync(file, config);
  return {
    env: {},
    home,
    localUser: 'me',
    localHost: 'here.example.net',
    username: { typed: undefined, fallback: undefined },
    jumpPassword: undefined,
    jump: undefined,
    keyFiles: [],
    legacy: false,
    configOf: () => readSshConfig([{ path: file, folder: home, home }], { localUser: 'me' }),
    devices: [],
    keys: undefined,
    ...more,
  };
}

const CONFIG = [
  'Host r1',
  '  HostName 192.0.2.1',
  '  Port 2222',
  '  User configured',
  '  ProxyJump gate',
  '  HostKeyAlias router-one',
  '  KexAlgorithms +diffie-hellman-group1-sha1',
  '  Ciphers aes256-ctr',
  'Host gate',
  '  User jumper',
  '',
].join('\n');

describe('what counts', () => {
  test('is ssh_config where nobody says anything else', async () => {
    const way = await waysIn(around(CONFIG)).to(device(), undefined, 0);
    expect(way).toMatchObject({
      host: 'r1',
      port: 2222,
      username: 'configured',
      ssh: {
        hostName: '192.0.2.1',
        hostKeyAlias: 'router-one',
        algorithms: { kex: '+diffie-hellman-group1-sha1', cipher: 'aes256-ctr' },
        route: { type: 'jump', server: { host: 'gate', port: 22, username: 'jumper' } },
      },
    });
  });

  test('is the inventory before ssh_config, and the command line before both', async () => {
    const inventory = device({
      port: 23,
      username: 'listed',
      login: { jump: 'other', algorithms: { cipher: 'aes128-ctr' } },
    });
    const listed = await waysIn(around(CONFIG)).to(inventory, undefined, 0);
    expect(listed).toMatchObject({
      port: 23,
      username: 'listed',
      ssh: {
        algorithms: { kex: '+diffie-hellman-group1-sha1', cipher: 'aes128-ctr' },
        route: { server: { host: 'other', username: 'me' } },
      },
    });
    const typed = around(CONFIG, { username: { typed: 'typed', fallback: 'typed' }, jump: 'none' });
    expect(await waysIn(typed).to(inventory, undefined, 0)).toMatchObject({
      username: 'typed',
      ssh: { route: { type: 'direct' } },
    });
  });

  test('of a jump host is its own entry in the inventory', async () => {
    const gate = device({
      name: 'gate',
      host: '192.0.2.9',
      port: 2200,
      username: 'keeper',
      password: 'of-gate',
    });
    const way = await waysIn(around(CONFIG, { devices: [gate], jumpPassword: 'other' })).to(
      device(),
      undefined,
      0,
    );
    expect(way.ssh.route).toMatchObject({
      server: { host: '192.0.2.9', port: 2200, username: 'keeper', password: 'of-gate' },
    });
  });

  test('is a proxy command with its tokens, unless there is a jump host', async () => {
    const proxyCommand = 'nc %h %p # %r %n %%';
    const way = await waysIn(around(CONFIG)).to(device({ login: { proxyCommand } }), undefined, 0);
    expect(way.ssh.route).toEqual({ type: 'command', command: 'nc 192.0.2.1 2222 # configured r1 %' });
    const jumping = await waysIn(around(CONFIG)).to(
      device({ login: { proxyCommand, jump: 'gate' } }),
      undefined,
      0,
    );
    expect(jumping.ssh.route.type).toBe('jump');
  });

  test('has to be something that netrun understands', async () => {
    const ways = waysIn(around('Host *\n  IdentityFile ~/%Z\n', { keys: openKeyStore(undefined) }));
    await ways.to(device({ login: { proxyCommand: 'nc %X' } }), undefined, 0);
    expect(ways.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('"nc %X" has a token that netrun does not know'),
      expect.stringContaining('"~/%Z" for r1 has a token that netrun does not know'),
    ]);
  });
});

test('devices are spread over as many connections to a jump host as they say', async () => {
  const ways = waysIn(around(CONFIG));
  const login = { connections: 3 };
  const turns = await Promise.all([0, 1, 2, 3].map((turn) => ways.to(device({ login }), undefined, turn)));
  expect(turns.map(({ ssh }) => ssh.route.type === 'jump' && ssh.route.connection)).toEqual([0, 1, 2, 0]);
});

test('keys are offered without a password, and with one only those that are named', async () => {
  const key = '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n';
  for (const name of ['named', 'configured']) writeFileSync(path.join(home, name), `${key}${name}`);
  const keys = openKeyStore(undefined);
  const ways = waysIn(around('Host *\n  IdentityFile %d/configured\n', { keys }));
  const labels = async (password: string | undefined, login: InventoryDevice['login']) =>
    (await ways.to(device({ login }), password, 0)).ssh.identities.map(({ label }) => path.basename(label));
  const keyFiles = ['~/named'];
  expect(await labels(undefined, {})).toEqual(['configured']);
  expect(await labels(undefined, { keyFiles })).toEqual(['named', 'configured']);
  expect(await labels('secret', {})).toEqual([]);
  expect(await labels('secret', { keyFiles })).toEqual(['named']);
  expect(await labels('secret', { keyFiles, useKeys: true })).toEqual(['named', 'configured']);
  expect(await labels(undefined, { keyFiles, useKeys: false })).toEqual(['named']);
  expect([...keys.problems]).toEqual([]);
});

test('what is wrong with a key is told where the inventory names it, and where ssh_config does without a place', async () => {
  const places = { keyFiles: { file: 'd.yaml', line: 3, column: 5 } };
  const keys = openKeyStore(undefined);
  const ways = waysIn(around('Host *\n  IdentityFile %d/locked\n', { keys }));
  await ways.to(device({ login: { keyFiles: ['~/nowhere'], places } }), undefined, 0);
  expect([...keys.problems.values()]).toContainEqual({
    ...places.keyFiles,
    message: `${home}/nowhere: there is no such file`,
  });
  const named = openKeyStore(undefined);
  const typed = waysIn(around('', { keys: named, keyFiles: ['~/nowhere'] }));
  await typed.to(device({ login: { places } }), undefined, 0);
  expect([...named.problems.values()]).toEqual([{ message: `${home}/nowhere: there is no such file` }]);
});

test('keys of devices that nobody logs in to are not looked at', async () => {
  const keys = openKeyStore(undefined);
  const ways = waysIn(around('', { keys, logsIn: 'at jump hosts' }));
  await ways.to(device({ login: { keyFiles: ['~/nowhere'] } }), undefined, 0);
  expect(keys.problems.size).toBe(0);
  await ways.to(device({ login: { jump: 'gate' } }), undefined, 0);
  expect(keys.problems.size).toBe(0);
});

describe('A passphrase', () => {
  const locked = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'right',
  });

  test.each([
    ['is asked for again where it was wrong', ['wrong', 'right'], ['first', 'again'], 1],
    ['is asked for three times', ['a', 'b', 'c', 'right'], ['first', 'again', 'again'], 0],
    ['is given up with Enter', ['wrong', '', 'right'], ['first', 'again'], 0],
  ])('%s', async (_title, typed, turns, found) => {
    writeFileSync(path.join(home, 'locked'), locked);
    const answers = typed.values();
    const asked: string[] = [];
    const keys = openKeyStore(async (_file, turn) => {
      asked.push(turn);
      return answers.next().value ?? '';
    });
    const ways = waysIn(around('', { keys, keyFiles: ['~/locked'] }));
    const way = await ways.to(device(), undefined, 0);
    expect(asked).toEqual(turns);
    expect(way.ssh.identities).toHaveLength(found);
    expect(keys.problems.size).toBe(1 - found);
    // Once for all devices.
    await ways.to(device(), undefined, 1);
    expect(asked).toEqual(turns);
  });

  test('that is right is not asked for again where the key itself is of no use', async () => {
    const key = generateKeyPairSync('ed448').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'right',
    });
    writeFileSync(path.join(home, 'locked'), key);
    const asked: string[] = [];
    const keys = openKeyStore(async (_file, turn) => {
      asked.push(turn);
      return 'right';
    });
    await waysIn(around('', { keys, keyFiles: ['~/locked'] })).to(device(), undefined, 0);
    expect(asked).toEqual(['first']);
    expect([...keys.problems.values()]).toEqual([
      { message: `${home}/locked: is a key of type ed448; use one of type ed25519, ecdsa or rsa` },
    ]);
  });
});
