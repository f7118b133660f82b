import { spawnSync } from 'node:child_process';
import { createHash, createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicPartOf, readPrivateKey } from '../../src/access/private-key.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netrun-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const hasKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;
const PASSPHRASE = 'key pass';

/** Makes a key and gives its text and its public part. */
function keygen(name: string, args: readonly string[], passphrase: string): { text: string; public: string } {
  const file = path.join(folder, name);
  rmSync(file, { force: true });
  const run = spawnSync('ssh-keygen', ['-q', '-N', passphrase, '-f', file, ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`ssh-keygen: ${run.stderr}`);
  return {
    text: readFileSync(file, 'utf8'),
    public: readFileSync(`${file}.pub`, 'utf8').split(' ')[1] ?? '',
  };
}

/** The public part of what ssh2 makes of a key's text. */
function asSsh2Reads(text: string): string {
  const parsed = ssh2.utils.parseKey(text);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error) throw new Error(key?.message);
  // It signs with it too, and checks that itself.
  const signature = key.sign('data');
  if (!Buffer.isBuffer(signature) || key.verify('data', signature) !== true) throw new Error('no signature');
  return key.getPublicSSH().toString('base64');
}

async function ready(text: string, passphrase?: string): Promise<string> {
  const key = await readPrivateKey(text, passphrase);
  if (key.type !== 'ready') throw new Error(JSON.stringify(key));
  return key.text;
}

describe.skipIf(!hasKeygen)(`keys that ssh-keygen makes${hasKeygen ? '' : ' (there is none here)'}`, () => {
  const KINDS: readonly (readonly [string, readonly string[]])[] = [
    ['ed25519', ['-t', 'ed25519']],
    ['rsa', ['-t', 'rsa', '-b', '2048']],
    ['ecdsa 256', ['-t', 'ecdsa', '-b', '256']],
    ['ecdsa 521', ['-t', 'ecdsa', '-b', '521']],
    ['rsa as PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ['ecdsa as PEM', ['-t', 'ecdsa', '-m', 'PEM']],
    ['rsa as PKCS#8', ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8']],
    ['ecdsa as PKCS#8', ['-t', 'ecdsa', '-b', '384', '-m', 'PKCS8']],
    ['ed25519 with aes256-gcm', ['-t', 'ed25519', '-Z', 'aes256-gcm@openssh.com']],
    ['ed25519 with aes128-cbc', ['-t', 'ed25519', '-Z', 'aes128-cbc']],
  ];

  test.each(KINDS)('%s can be used, without a passphrase and with one', async (_, args) => {
    const plain = keygen('plain', args, '');
    expect(asSsh2Reads(await ready(plain.text))).toBe(plain.public);
    const locked = keygen('locked', args, PASSPHRASE);
    expect(await readPrivateKey(locked.text, undefined)).toEqual({ type: 'locked' });
    expect(await readPrivateKey(locked.text, 'wrong')).toEqual({ type: 'wrong-passphrase' });
    const unlocked = await ready(locked.text, PASSPHRASE);
    expect(asSsh2Reads(unlocked)).toBe(locked.public);
    expect(unlocked).not.toContain('ENCRYPTED');
  });

  test('the public part of one in OpenSSH format is known without its passphrase', () => {
    const locked = keygen('locked', ['-t', 'ed25519'], PASSPHRASE);
    expect(publicPartOf(locked.text)).toBe(locked.public);
    expect(publicPartOf(keygen('pem', ['-t', 'rsa', '-m', 'PEM'], '').text)).toBeUndefined();
  });

  test('one that is encrypted with chacha20 is refused by that name', async () => {
    const { text } = keygen('chacha', ['-t', 'ed25519', '-Z', 'chacha20-poly1305@openssh.com'], PASSPHRASE);
    expect(await readPrivateKey(text, PASSPHRASE)).toMatchObject({
      type: 'unusable',
      why: expect.stringContaining('chacha20-poly1305@openssh.com'),
      hint: expect.stringContaining('ssh-keygen -p'),
    });
  });

  test('a public key is told from a private one', async () => {
    keygen('pair', ['-t', 'ed25519'], '');
    const text = readFileSync(path.join(folder, 'pair.pub'), 'utf8');
    expect(await readPrivateKey(text, undefined)).toMatchObject({ type: 'unusable', why: 'is a public key' });
  });

  test('one that is cut off is called damaged', async () => {
    const { text } = keygen('cut', ['-t', 'ed25519'], '');
    const lines = text.split('\n');
    const cut = [lines[0], lines[1]?.slice(0, 20), '-----END OPENSSH PRIVATE KEY-----'].join('\n');
    expect(await readPrivateKey(cut, undefined)).toMatchObject({ type: 'unusable', why: 'is damaged' });
  });
});

test('an Ed25519 key in PKCS#8, which ssh2 does not read, is converted', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const plain = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const locked = privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
    .toString();
  for (const text of [await ready(plain), await ready(locked, PASSPHRASE)]) {
    expect(Buffer.from(asSsh2Reads(text), 'base64').subarray(-32)).toEqual(raw);
  }
  expect(await readPrivateKey(locked, undefined)).toEqual({ type: 'locked' });
  expect(await readPrivateKey(locked, 'wrong')).toEqual({ type: 'wrong-passphrase' });
});

describe('what cannot be used is refused with the way out:', () => {
  const CASES = [
    [
      'a PuTTY key of version 3',
      'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n',
      /version 3/,
      /puttygen/,
    ],
    ['a PuTTY key of another type', 'PuTTY-User-Key-File-2: ssh-ed25519\n', /type ssh-ed25519/, /puttygen/],
    ['a key for SSH 1', 'SSH PRIVATE KEY FILE FORMAT 1.1\n\0', /SSH 1/, /ssh-keygen/],
    ['any other file', 'Host r1\n', /no private key/, /ssh-keygen/],
    ['nothing', '', /no private key/, /ssh-keygen/],
  ] as const;
  test.each(CASES)('%s', async (_, text, why, hint) => {
    expect(await readPrivateKey(text, undefined)).toMatchObject({
      type: 'unusable',
      why: expect.stringMatching(why),
      hint: expect.stringMatching(hint),
    });
  });
});

test('a PuTTY key of version 2 is read by ssh2 itself', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  expect(asSsh2Reads(await ready(putty(privateKey)))).toBe(asSsh2Reads(await ready(pem)));
});

/** An RSA key as PuTTYgen writes it in version 2, without a passphrase. */
function putty(privateKey: KeyObject): string {
  const jwk = privateKey.export({ format: 'jwk' });
  const string = (content: string | Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(content as string)]);
  };
  const number = (text = '') => {
    const bytes = Buffer.from(text, 'base64url');
    return string((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
  };
  const publicPart = Buffer.concat([string('ssh-rsa'), number(jwk.e), number(jwk.n)]);
  const privatePart = Buffer.concat([jwk.d, jwk.p, jwk.q, jwk.qi].map(number));
  const parts = ['ssh-rsa', 'none', 'a key', publicPart, privatePart].map(string);
  const macKey = createHash('sha1').update('putty-private-key-file-mac-key').digest();
  const mac = createHmac('sha1', macKey).update(Buffer.concat(parts)).digest('hex');
  const lines = (bytes: Buffer) => bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [
    'PuTTY-User-Key-File-2: ssh-rsa',
    'Encryption: none',
    'Comment: a key',
    `Public-Lines: ${lines(publicPart).length}`,
    ...lines(publicPart),
    `Private-Lines: ${lines(privatePart).length}`,
    ...lines(privatePart),
    `Private-MAC: ${mac}\n`,
  ].join('\n');
}
