import crypto from 'node:crypto';
import { describe, expect, test } from 'vitest';
import '../../src/session/diffie-hellman.ts';

describe('a key exchange with a group given as bytes', () => {
  for (const name of ['modp2', 'modp5', 'modp14', 'modp16', 'modp18']) {
    test(`agrees with the other end on the secret, in ${name}`, () => {
      for (let round = 0; round < 3; round++) {
        const theirs = crypto.createDiffieHellmanGroup(name);
        const theirPublic = theirs.generateKeys();
        const ours = crypto.createDiffieHellman(theirs.getPrime(), theirs.getGenerator());
        const ourPublic = ours.generateKeys();
        const padded = (secret: Buffer) => secret.toString('hex').padStart(theirs.getPrime().length * 2, '0');
        expect(padded(ours.computeSecret(theirPublic))).toBe(padded(theirs.computeSecret(ourPublic)));
        expect(ours.getPrime()).toEqual(theirs.getPrime());
      }
    });
  }

  test('takes a public value with zeros in front', () => {
    const theirs = crypto.createDiffieHellmanGroup('modp14');
    const ours = crypto.createDiffieHellman(theirs.getPrime(), theirs.getGenerator());
    ours.generateKeys();
    const value = theirs.generateKeys();
    expect(ours.computeSecret(Buffer.concat([Buffer.alloc(2), value]))).toEqual(ours.computeSecret(value));
  });

  test('refuses groups that are too short to be safe', () => {
    const short = crypto.createDiffieHellman(512);
    expect(() => crypto.createDiffieHellman(short.getPrime(), short.getGenerator())).toThrow('512 bits');
  });
});
