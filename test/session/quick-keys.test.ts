import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import { describe, expect, test } from 'vitest';
import '../../src/session/quick-keys.ts';

/** What Node itself says, in a process where nothing was replaced. */
function native(code: string): string {
  return execFileSync(process.execPath, ['-e', `const crypto = require('node:crypto'); ${code}`], {
    encoding: 'utf8',
  });
}

const DER = { type: 'spki', format: 'der' } as const;

describe('X25519', () => {
  test('a public key has the same DER form as by the long way', () => {
    const { publicKey } = crypto.generateKeyPairSync('x25519');
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const long = native(
      `process.stdout.write(crypto.createPublicKey(${JSON.stringify(pem)}).export(${JSON.stringify(DER)}).toString('hex'))`,
    );
    expect(publicKey.export(DER).toString('hex')).toBe(long);
  });

  test('two ends agree on a secret', () => {
    const [one, other] = [crypto.generateKeyPairSync('x25519'), crypto.generateKeyPairSync('x25519')];
    const secret = (mine: typeof one, theirs: typeof one) =>
      crypto.diffieHellman({
        privateKey: mine.privateKey,
        publicKey: crypto.createPublicKey({ key: theirs.publicKey.export(DER), ...DER }),
      });
    expect(secret(one, other)).toEqual(secret(other, one));
  });

  test('other kinds of keys are made as ever', () => {
    const { publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const again = crypto.createPublicKey({ key: publicKey.export(DER), ...DER });
    expect(again.export(DER)).toEqual(publicKey.export(DER));
  });
});

describe('a signature', () => {
  for (const type of ['ed25519', 'ed448'] as const) {
    const { publicKey, privateKey } =
      type === 'ed25519' ? crypto.generateKeyPairSync('ed25519') : crypto.generateKeyPairSync('ed448');
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const data = Buffer.from('what was signed');
    const signature = crypto.sign(undefined, data, privateKey);

    test(`of ${type} is accepted`, () => {
      expect(crypto.verify(undefined, data, pem, signature)).toBe(true);
    });

    test(`of ${type} over something else is not`, () => {
      expect(crypto.verify(undefined, Buffer.from('what was not'), pem, signature)).toBe(false);
      const forged = Buffer.from(signature);
      forged[0] = (forged[0] ?? 0) ^ 1;
      expect(crypto.verify(undefined, data, pem, forged)).toBe(false);
    });
  }
});

test('random bytes go where they are wanted, and do not come twice', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 2000; i++) {
    const buffer = Buffer.alloc(24);
    crypto.randomFillSync(buffer, 4, 16);
    expect(buffer.subarray(0, 4)).toEqual(Buffer.alloc(4));
    expect(buffer.subarray(20)).toEqual(Buffer.alloc(4));
    seen.add(buffer.toString('hex'));
  }
  expect(seen.size).toBe(2000);
});
