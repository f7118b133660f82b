import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type HostKeyRule,
  type HostKeys,
  openHostKeys,
  pinnedKey,
  type ServerName,
} from '../../src/access/host-keys.ts';
import { fingerprint } from '../../src/access/known-hosts.ts';
import type { HostKeyAsk } from '../../src/model/ask.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { publicKey } from './public-key.ts';

const temporary = useFolder();
const at = (name: string) => path.join(temporary.path, name);
const open = () => openHostKeys({ own: at('own'), user: [at('user')], system: [at('system')] });
const write = (file: string, ...lines: readonly string[]) => writeFileSync(at(file), `${lines.join('\n')}\n`);
const line = (names: string, seed: number, type = 'ssh-ed25519') =>
  `${names} ${type} ${publicKey(seed, type)}`;

const SW1: ServerName = { host: 'sw1', port: 22, path: [] };
const BEHIND: ServerName = { host: '10.0.0.1', port: 22, path: ['bastion1:22'] };
const RULE: HostKeyRule = { checking: 'accept-new', pinned: undefined, userFiles: undefined };
const STRICT: HostKeyRule = { ...RULE, checking: 'strict' };
const OFF: HostKeyRule = { ...RULE, checking: 'off' };

function ask(server: ServerName, seed: number, keyType = 'ssh-ed25519'): HostKeyAsk {
  return { type: 'host-key', ...server, keyType, key: publicKey(seed, keyType) };
}

/** What becomes of a key that a server shows, from the worker's look at what it was told to the proof. */
function meet(keys: HostKeys, server: ServerName, rule: HostKeyRule, seed: number, keyType = 'ssh-ed25519') {
  const shown = ask(server, seed, keyType);
  const known = keys.expect(server, rule);
  if (known.keys.includes(shown.key) || known.fingerprints.includes(fingerprint(shown.key))) return 'known';
  const answer = keys.answer(shown, 'the-device');
  if (answer.verdict === 'refuse') return answer;
  keys.proven({ ...shown, type: 'host-key-proven' });
  return 'taken';
}

describe('a key of a server of which none is known', () => {
  test('is taken and stored, for its owner alone, and known from then on', async () => {
    const keys = open();
    expect(keys.wasEmpty).toBe(true);
    expect(meet(keys, SW1, RULE, 1)).toBe('taken');
    expect(keys.news).toEqual([{ name: 'sw1', keyType: 'ssh-ed25519', key: publicKey(1), isKnown: false }]);
    expect(await keys.keep()).toBe(true);
    expect(readFileSync(at('own'), 'utf8')).toBe(`${line('sw1', 1)}\n`);
    if (process.platform !== 'win32') expect(statSync(at('own')).mode & 0o777).toBe(0o600);
    const later = open();
    expect(later.wasEmpty).toBe(false);
    expect(later.expect(SW1, RULE).types).toEqual(['ssh-ed25519']);
    expect(meet(later, SW1, RULE, 1)).toBe('known');
    expect(meet(later, SW1, STRICT, 1)).toBe('known');
    expect(later.news).toEqual([]);
  });

  test('is not stored before it is proven', async () => {
    const keys = open();
    expect(keys.answer(ask(SW1, 1), 'sw1')).toMatchObject({ verdict: 'accept' });
    keys.proven({ ...ask(SW1, 2), type: 'host-key-proven' });
    expect(keys.news).toEqual([]);
    await keys.keep();
    expect(existsSync(at('own'))).toBe(false);
  });

  test('is stored once, though several connections see it', async () => {
    const keys = open();
    for (let connection = 0; connection < 3; connection++) expect(meet(keys, SW1, RULE, 1)).toBe('taken');
    expect(keys.news).toHaveLength(1);
  });

  test('holds for the whole run: another connection to the same server is shown no other one', () => {
    const keys = open();
    meet(keys, SW1, RULE, 1);
    expect(meet(keys, SW1, RULE, 2)).toMatchObject({
      verdict: 'refuse',
      why: expect.stringMatching(/another connection of this run/),
    });
  });

  test('is not taken where checking is strict, and the way out is named', () => {
    expect(meet(open(), SW1, STRICT, 1)).toEqual({
      verdict: 'refuse',
      why: `its host key is not known: ssh-ed25519 ${fingerprint(publicKey(1))}`,
      hint: 'netrun trust --scan -l the-device shows the key and stores it',
    });
  });

  test('is taken and not stored where checking is off', async () => {
    const keys = open();
    expect(keys.expect(SW1, OFF)).toEqual({ keys: [], fingerprints: [], types: [] });
    expect(keys.answer(ask(SW1, 1), 'sw1')).toMatchObject({ verdict: 'accept' });
    keys.proven({ ...ask(SW1, 1), type: 'host-key-proven' });
    await keys.keep();
    expect(existsSync(at('own'))).toBe(false);
  });

  test('is added to those that another run has stored in the meantime', async () => {
    const keys = open();
    meet(keys, SW1, RULE, 1);
    meet(keys, BEHIND, RULE, 2);
    writeFileSync(at('own'), `${line('sw2', 3)}\n${line('bastion1:22/10.0.0.1', 4)}`);
    await keys.keep();
    expect(readFileSync(at('own'), 'utf8')).toBe(
      `${line('sw2', 3)}\n${line('bastion1:22/10.0.0.1', 4)}\n${line('sw1', 1)}\n`,
    );
  });

  test('fails no run where it cannot be stored, and that is told', async () => {
    writeFileSync(at('file'), '');
    const keys = openHostKeys({ own: at('file/own'), user: [], system: [] });
    expect(meet(keys, SW1, RULE, 1)).toBe('taken');
    expect(await keys.keep()).toBe(false);
  });
});

describe('another key than the known one', () => {
  test('is refused with both fingerprints, where the known one stands, and the way out', () => {
    write('own', '# netrun', line('sw1', 1));
    for (const rule of [RULE, STRICT]) {
      expect(meet(open(), SW1, rule, 2)).toEqual({
        verdict: 'refuse',
        why: `its host key has changed: known is ssh-ed25519 ${fingerprint(publicKey(1))} (${at('own')}:2), it shows ssh-ed25519 ${fingerprint(publicKey(2))}`,
        hint: 'if it was replaced or set up anew: netrun trust --replace -l the-device; else somebody may be in between',
      });
    }
  });

  test('is refused as well where it is of another type, which would be an easy way round', () => {
    write('own', line('sw1', 1));
    expect(meet(open(), SW1, RULE, 2, 'ssh-rsa')).toMatchObject({
      verdict: 'refuse',
      why: expect.stringMatching(
        /^it shows a host key of another type than it is known by: known is ssh-ed25519 .*, it shows ssh-rsa /,
      ),
    });
  });

  test('is taken where any file knows it', () => {
    write('own', line('sw1', 1));
    write('user', line('sw1', 2));
    write('system', line('sw*', 3, 'ssh-rsa'));
    const keys = open();
    expect(keys.expect(SW1, RULE).types).toEqual(['ssh-ed25519', 'ssh-rsa']);
    for (const seed of [1, 2]) expect(meet(keys, SW1, RULE, seed)).toBe('known');
    expect(meet(keys, SW1, RULE, 3, 'ssh-rsa')).toBe('known');
    expect(meet(keys, SW1, RULE, 4)).toMatchObject({ verdict: 'refuse' });
  });

  test('is not stored by a run that has checking off', async () => {
    write('own', line('sw1', 1));
    const keys = open();
    expect(meet(keys, SW1, OFF, 2)).toBe('taken');
    await keys.keep();
    expect(readFileSync(at('own'), 'utf8')).toBe(`${line('sw1', 1)}\n`);
  });
});

describe('a key that is revoked', () => {
  const revoked = {
    verdict: 'refuse',
    why: expect.stringMatching(/^the host key that it shows is revoked: ssh-ed25519 SHA256:.*:1\)$/),
  };

  test.each(['sw1', '*', 'sw?,!sw2'])('is never taken, known or not, whatever the checking: %s', (names) => {
    write('system', `@revoked ${line(names, 1)}`);
    write('own', line('sw1', 1));
    for (const rule of [RULE, STRICT, OFF]) expect(meet(open(), SW1, rule, 1)).toMatchObject(revoked);
    write('own');
    for (const rule of [RULE, STRICT, OFF]) expect(meet(open(), SW1, rule, 1)).toMatchObject(revoked);
  });

  test('does not say anything of another key', () => {
    write('system', `@revoked ${line('sw1', 1)}`);
    expect(meet(open(), SW1, RULE, 2)).toBe('taken');
  });

  test('is not taken behind a jump host either', () => {
    write('user', `@revoked ${line('*', 1)}`);
    expect(meet(open(), BEHIND, RULE, 1)).toMatchObject(revoked);
  });
});

test('a certificate authority makes no host known, and is named where that matters', () => {
  write('user', `@cert-authority ${line('*', 1)}`);
  expect(meet(open(), SW1, RULE, 2)).toBe('taken');
  expect(meet(open(), SW1, STRICT, 1)).toMatchObject({
    verdict: 'refuse',
    why: expect.stringMatching(/is not known: .*; netrun cannot check certificates, which .*user:1 is for$/),
  });
});

describe('a host key in the inventory', () => {
  const pinned = (...texts: readonly string[]) => ({ ...RULE, pinned: texts.map(pinnedKey) });
  const print = fingerprint(publicKey(1));

  test.each([
    ['a fingerprint', print, []],
    ['a fingerprint with padding', `${print}=`, []],
    ['a fingerprint and its type', `ssh-ed25519 ${print}`, ['ssh-ed25519']],
    ['a key', line('', 1).trim(), ['ssh-ed25519']],
  ])('is the only one that is right: %s', (_what, text, types) => {
    write('own', line('sw1', 2));
    const keys = open();
    expect(keys.expect(SW1, pinned(text)).types).toEqual(types);
    expect(meet(keys, SW1, pinned(text), 1)).toBe('known');
    expect(meet(keys, SW1, pinned(text), 2)).toEqual({
      verdict: 'refuse',
      why: expect.stringMatching(
        /^it shows the host key ssh-ed25519 SHA256:.*, and the inventory says .*SHA256:/,
      ),
      hint: expect.stringContaining('"host_keys"'),
    });
  });

  test('is not stored', async () => {
    const keys = open();
    meet(keys, SW1, pinned(print), 1);
    await keys.keep();
    expect(existsSync(at('own'))).toBe(false);
  });
});

describe('devices with the same address behind two jump hosts', () => {
  const BEHIND_OTHER = { ...BEHIND, path: ['bastion2:22'] };

  test('are two', async () => {
    const keys = open();
    expect(meet(keys, BEHIND, RULE, 1)).toBe('taken');
    expect(meet(keys, BEHIND_OTHER, RULE, 2)).toBe('taken');
    expect(meet(keys, { ...BEHIND, path: [] }, RULE, 3)).toBe('taken');
    await keys.keep();
    expect(readFileSync(at('own'), 'utf8')).toBe(
      [line('bastion1:22/10.0.0.1', 1), line('bastion2:22/10.0.0.1', 2), line('10.0.0.1', 3), ''].join('\n'),
    );
    const later = open();
    expect(meet(later, BEHIND, RULE, 1)).toBe('known');
    expect(meet(later, BEHIND_OTHER, RULE, 2)).toBe('known');
    expect(meet(later, BEHIND_OTHER, RULE, 1)).toMatchObject({ verdict: 'refuse' });
    expect(meet(later, { ...BEHIND, path: [] }, RULE, 1)).toMatchObject({ verdict: 'refuse' });
  });

  test('are known by what ssh has stored, which knows no ways, until netrun knows better', () => {
    write('user', line('10.0.0.1', 1));
    expect(meet(open(), BEHIND, RULE, 1)).toBe('known');
    expect(meet(open(), BEHIND, RULE, 2)).toMatchObject({ verdict: 'refuse' });
    write('own', line('bastion1:22/10.0.0.1', 2));
    expect(meet(open(), BEHIND, RULE, 2)).toBe('known');
  });

  test('are not this computer where they are called localhost', () => {
    write('user', line('localhost,127.0.0.1', 1));
    for (const host of ['localhost', '127.0.0.1']) {
      expect(meet(open(), { ...BEHIND, host }, RULE, 2)).toBe('taken');
      expect(meet(open(), { ...BEHIND, host, path: [] }, RULE, 2)).toMatchObject({ verdict: 'refuse' });
    }
  });
});

describe('names that are hashed', () => {
  const HASHED = '|1|uCy4CBqf9Vcmh/e+Sn+QnKwGYAE=|7IMKLM9e6hLV3pcCnVZNj7nb6vs=';

  test('are found, and the key is copied when it is proven, so that the next run finds it at once', async () => {
    const hashed = hashedName('sw1');
    write('user', line(hashed, 1), line(HASHED, 7));
    const keys = open();
    expect(keys.expect(SW1, RULE)).toEqual({ keys: [], fingerprints: [], types: ['ssh-ed25519'] });
    expect(meet(keys, SW1, STRICT, 1)).toBe('taken');
    expect(keys.news).toEqual([]);
    await keys.keep();
    expect(readFileSync(at('own'), 'utf8')).toBe(`${line('sw1', 1)}\n`);
    expect(meet(open(), SW1, RULE, 1)).toBe('known');
  });

  test('make another key a changed one', async () => {
    write('user', line(hashedName('sw1'), 1));
    expect(meet(open(), SW1, RULE, 2)).toMatchObject({
      verdict: 'refuse',
      why: expect.stringMatching(/has changed/),
    });
  });

  test('can be revoked', async () => {
    write('user', `@revoked ${line(hashedName('sw1'), 1)}`);
    write('own', line('sw1', 1));
    expect(meet(open(), SW1, RULE, 1)).toMatchObject({
      verdict: 'refuse',
      why: expect.stringMatching(/revoked/),
    });
  });
});

test('files that an ssh_config names for a host go before the user’s own', () => {
  write('user', line('sw1', 1));
  write('other', line('sw1', 2));
  const rule = { ...RULE, userFiles: [at('other')] };
  expect(meet(open(), SW1, rule, 2)).toBe('known');
  expect(meet(open(), SW1, rule, 1)).toMatchObject({ verdict: 'refuse' });
});

test('a file that is there and cannot be read stops everything, since it may say no', () => {
  mkdirSync(at('user'));
  expect(open).toThrow(UsageError);
  expect(open).toThrow(/cannot be read: .*--known-hosts names another file/);
});

test('a name that no line can hold is known for this run only', async () => {
  const keys = open();
  expect(meet(keys, { ...SW1, host: 'a,b*' }, RULE, 1)).toBe('taken');
  await keys.keep();
  expect(existsSync(at('own'))).toBe(false);
});

function hashedName(name: string): string {
  const salt = Buffer.alloc(20, 5);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}
