import crypto from 'node:crypto';

/*
 * Imported for its effect, before ssh2 is loaded: ssh2 takes the functions of node:crypto as they are then.
 *
 * `createDiffieHellman` tests in its constructor whether the prime is a safe one, which for the primes of a group
 * exchange takes 0.2 to 30 s of synchronous work and stops every other session of the worker (nodejs/node#28404).
 * OpenSSL's key generation makes the same key without that test. RFC 4419, section 6.2, leaves the choice of groups to
 * the server, which the key exchange authenticates; a client checks the length and the public value.
 */

/** RFC 4419, section 3: clients should accept groups from 1024 to 8192 bits. */
const LEAST_BITS = 1024;
const MOST_BITS = 8192;

type Group = { prime: Buffer; generator: Buffer };

function quickDiffieHellman({ prime, generator }: Group) {
  const bits = BigInt(`0x${prime.toString('hex')}`).toString(2).length;
  if (bits < LEAST_BITS || bits > MOST_BITS) throw new Error(`a group of ${bits} bits is not acceptable`);
  const number = Number.parseInt(generator.toString('hex'), 16);
  const { privateKey, publicKey } = generateKeyPair('dh', { prime, generator: number });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    generateKeys: () => publicValue(spki),
    computeSecret: (other: Buffer) =>
      crypto.diffieHellman({
        privateKey,
        publicKey: crypto.createPublicKey({ key: withPublicValue(spki, other), type: 'spki', format: 'der' }),
      }),
    getPrime: () => prime,
    getGenerator: () => generator,
  };
}

/** Node's types know this form of the function for the other algorithms only. */
const generateKeyPair = crypto.generateKeyPairSync as unknown as (
  type: 'dh',
  options: { prime: Buffer; generator: number },
) => { privateKey: crypto.KeyObject; publicKey: crypto.KeyObject };

/** A DER element: where its content begins and ends. */
function element(der: Buffer, at: number): { content: number; end: number } {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { content: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  const content = at + 2 + count;
  return { content, end: content + der.readUIntBE(at + 2, count) };
}

/** The parts of a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7): the algorithm, and the public value. */
function parts(spki: Buffer) {
  const algorithmAt = element(spki, 0).content;
  const algorithm = spki.subarray(algorithmAt, element(spki, algorithmAt).end);
  const key = element(spki, algorithmAt + algorithm.length);
  // A bit string begins with the number of unused bits; in it stands the value as an INTEGER.
  const value = element(spki, key.content + 1);
  return { algorithm, value: spki.subarray(value.content, value.end) };
}

function publicValue(spki: Buffer): Buffer {
  const { value } = parts(spki);
  return value[0] === 0 ? value.subarray(1) : value;
}

function withPublicValue(spki: Buffer, value: Buffer): Buffer {
  const first = value.findIndex((byte) => byte !== 0);
  const digits = value.subarray(Math.max(first, 0));
  const integer = tagged(0x02, (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
  return tagged(
    0x30,
    Buffer.concat([parts(spki).algorithm, tagged(0x03, Buffer.concat([Buffer.of(0), integer]))]),
  );
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const size = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | size.length), size, content]);
}

const plain = crypto.createDiffieHellman;
// The other forms of the function (a length, encoded strings) stay what they are; ssh2 uses this one alone.
crypto.createDiffieHellman = ((...args: Parameters<typeof plain>) => {
  const [prime, generator]: readonly unknown[] = args;
  return Buffer.isBuffer(prime) && Buffer.isBuffer(generator)
    ? quickDiffieHellman({ prime, generator })
    : plain(...args);
}) as typeof plain;
