import crypto, { type KeyObject } from 'node:crypto';

/*
 * Imported for its effect, before ssh2 is loaded: ssh2 takes the functions of node:crypto as they are then.
 *
 * The same keys by cheaper ways. Node converts Curve25519 keys through DER and PEM, which costs several times as much
 * as through JSON Web Keys (RFC 8037), and asks the system for each packet's few bytes of padding. What these functions
 * are not made for goes to Node's own.
 */

/** SubjectPublicKeyInfo of a Curve25519 key up to the key's 32 bytes (RFC 8410, section 4). */
const SPKI_START = {
  X25519: Buffer.from('302a300506032b656e032100', 'hex'),
  Ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
};
const SPKI_LENGTH = 44;

type Curve = keyof typeof SPKI_START;

const native = {
  // All its forms.
  generateKeyPairSync: crypto.generateKeyPairSync as (
    type: string,
    options?: unknown,
  ) => { publicKey: unknown; privateKey: KeyObject },
  createPublicKey: crypto.createPublicKey,
  verify: crypto.verify,
  randomFillSync: crypto.randomFillSync,
};

type KeyPair = { publicKey: KeyObject; privateKey: KeyObject };

/** The key in a DER form of a curve; undefined where it is another form. */
function fromSpki(der: unknown, curve: Curve): KeyObject | undefined {
  if (!Buffer.isBuffer(der) || der.length !== SPKI_LENGTH) return undefined;
  if (!der.subarray(0, SPKI_START[curve].length).equals(SPKI_START[curve])) return undefined;
  const x = der.subarray(SPKI_START[curve].length).toString('base64url');
  return native.createPublicKey({ key: { kty: 'OKP', crv: curve, x }, format: 'jwk' });
}

/**
 * The public key is taken out while Node makes the pair. Later it would be taken out under a lock that the garbage
 * collector wants too, in the same thread, when it finds what has made the pair: Node stands still for ever then.
 */
function generateKeyPairSync(type: string, options?: unknown): KeyPair {
  // In whatever form the options want them.
  if (type !== 'x25519' || options !== undefined) return native.generateKeyPairSync(type, options) as KeyPair;
  const pair = native.generateKeyPairSync(type, { publicKeyEncoding: { format: 'jwk' } });
  const jwk = pair.publicKey as { x: string }; // RFC 8037, section 2
  const publicKey = native.createPublicKey({ key: jwk, format: 'jwk' });
  const exportKey = publicKey.export.bind(publicKey) as (options: unknown) => unknown;
  const exportQuickly = (form: { type?: string; format?: string }): unknown =>
    form.type === 'spki' && form.format === 'der'
      ? Buffer.concat([SPKI_START.X25519, Buffer.from(jwk.x, 'base64url')])
      : exportKey(form);
  publicKey.export = exportQuickly as typeof publicKey.export;
  return { publicKey, privateKey: pair.privateKey };
}

function createPublicKey(...args: Parameters<typeof native.createPublicKey>): KeyObject {
  const [form] = args;
  const isSpki = typeof form === 'object' && 'format' in form && form.format === 'der';
  const key = isSpki && 'key' in form ? fromSpki(form.key, 'X25519') : undefined;
  return key ?? native.createPublicKey(...args);
}

const PEM = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=]{60})\r?\n-----END PUBLIC KEY-----\s*$/;

function verify(...args: unknown[]): unknown {
  const [algorithm, data, key, ...others] = args;
  const body = typeof key === 'string' ? PEM.exec(key)?.[1] : undefined;
  const quick = body === undefined ? undefined : fromSpki(Buffer.from(body, 'base64'), 'Ed25519');
  return (native.verify as (...all: unknown[]) => unknown)(algorithm, data, quick ?? key, ...others);
}

const pool = Buffer.alloc(4096);
let poolAt = pool.length;

function randomFillSync(...args: unknown[]): unknown {
  const [buffer, offset, size] = args;
  if (!Buffer.isBuffer(buffer) || typeof offset !== 'number' || typeof size !== 'number' || size > 64) {
    return (native.randomFillSync as (...all: unknown[]) => unknown)(...args);
  }
  if (poolAt + size > pool.length) {
    native.randomFillSync(pool);
    poolAt = 0;
  }
  pool.copy(buffer, offset, poolAt, poolAt + size);
  // A byte that was given away is given to nobody else.
  pool.fill(0, poolAt, poolAt + size);
  poolAt += size;
  return buffer;
}

Object.assign(crypto, { generateKeyPairSync, createPublicKey, verify, randomFillSync });
