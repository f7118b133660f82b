import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import type { ParsedKey } from 'ssh2';

/** A file with a private key, as far as it can be used. */
export type PrivateKey =
  /** `text` is the key without a passphrase, in a form that ssh2 reads. */
  | { readonly type: 'ready'; readonly text: string }
  | { readonly type: 'locked' }
  | { readonly type: 'wrong-passphrase' }
  /** `why` continues the file's name; `hint` is the way out. */
  | { readonly type: 'unusable'; readonly why: string; readonly hint: string };

/**
 * Reads a private key: OpenSSH's own format, PEM (PKCS#1, SEC1, PKCS#8) and PuTTY's version 2.
 * @param passphrase undefined: there is none, and a key that needs one is `locked`
 */
export async function readPrivateKey(text: string, passphrase: string | undefined): Promise<PrivateKey> {
  const format = formatOf(text);
  switch (format) {
    case 'openssh':
      return readOpenSsh(text, passphrase);
    case 'pem':
      return /^Proc-Type: 4,ENCRYPTED/m.test(text) ? unlock(text, passphrase) : { type: 'ready', text };
    case 'pkcs8':
      return readPkcs8(text, passphrase);
    case 'ppk2':
      return readPutty(text, passphrase);
    default:
      return { type: 'unusable', ...UNREADABLE[format] };
  }
}

/** The public key of a file in OpenSSH's format, which needs no passphrase, in base64; undefined for other formats. */
export function publicPartOf(text: string): string | undefined {
  return formatOf(text) === 'openssh' ? readContainer(text)?.publicKey.toString('base64') : undefined;
}

const FORMATS = {
  openssh: /^-----BEGIN OPENSSH PRIVATE KEY-----/m,
  pem: /^-----BEGIN (?:RSA|EC|DSA) PRIVATE KEY-----/m,
  pkcs8: /^-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/m,
  ppk2: /^PuTTY-User-Key-File-2:/,
  ppk3: /^PuTTY-User-Key-File-3:/,
  ssh1: /^SSH PRIVATE KEY FILE FORMAT 1/,
  public:
    /^(?:(?:ssh|ecdsa|sk)-\S+ AAAA|-----BEGIN (?:\w+ )?PUBLIC KEY-----|---- BEGIN SSH2 PUBLIC KEY ----)/m,
} as const;

type Format = keyof typeof FORMATS | 'unknown';

const CONVERT_PPK = 'convert it: puttygen FILE.ppk -O private-openssh -o FILE';

const UNREADABLE = {
  ppk3: { why: 'is a PuTTY key of version 3', hint: CONVERT_PPK },
  ssh1: { why: 'is a key for SSH 1', hint: 'make a new one: ssh-keygen -t ed25519' },
  public: { why: 'is a public key', hint: 'name the private one, which has no .pub' },
  unknown: { why: 'holds no private key', hint: 'name a file that ssh-keygen has made' },
} as const;

/** Types of keys that ssh2 can sign with. */
const TYPES = /^(?:ssh-rsa|ssh-ed25519|ssh-dss|ecdsa-sha2-nistp(?:256|384|521))$/;

function formatOf(text: string): Format {
  const [found] = Object.entries(FORMATS).find(([, pattern]) => pattern.test(text)) ?? [];
  return (found as keyof typeof FORMATS | undefined) ?? 'unknown'; // entries forget the keys
}

async function readOpenSsh(text: string, passphrase: string | undefined): Promise<PrivateKey> {
  const container = readContainer(text);
  if (!container) return { type: 'unusable', why: 'is damaged', hint: 'is all of it there?' };
  const { cipher, keyType } = container;
  if (!TYPES.test(keyType)) {
    return {
      type: 'unusable',
      why: `is a key of type ${keyType}`,
      hint: 'use one of type ed25519, ecdsa or rsa',
    };
  }
  if (cipher === 'none') return { type: 'ready', text };
  // ssh2 hands this cipher's key to OpenSSL in a form that it does not take.
  if (cipher.startsWith('chacha20')) {
    return {
      type: 'unusable',
      why: `is encrypted with ${cipher}`,
      hint: 'encrypt it anew: ssh-keygen -p -f FILE',
    };
  }
  return unlock(text, passphrase);
}

/** PROTOCOL.key of OpenSSH: what stands before the encrypted part. */
function readContainer(
  text: string,
): { readonly cipher: string; readonly keyType: string; readonly publicKey: Buffer } | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END/.exec(text)?.[1];
  const data = Buffer.from(body ?? '', 'base64');
  if (data.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  try {
    let at = MAGIC.length;
    const next = () => {
      const start = at + 4;
      at = start + data.readUInt32BE(at);
      if (at > data.length) throw new RangeError('the key ends too early');
      return data.subarray(start, at);
    };
    const cipher = next().toString('latin1');
    next(); // how the passphrase becomes a key, and with what
    next();
    at += 4; // the number of keys, which is always 1
    const publicKey = next();
    next();
    return { cipher, keyType: publicKey.toString('latin1', 4, 4 + publicKey.readUInt32BE(0)), publicKey };
  } catch {
    return undefined;
  }
}

const MAGIC = 'openssh-key-v1\0';

/** Takes the passphrase off by way of ssh2, which takes a third of a second for OpenSSH's own format. */
async function unlock(text: string, passphrase: string | undefined): Promise<PrivateKey> {
  if (passphrase === undefined) return { type: 'locked' };
  const { default: ssh2 } = await import('ssh2');
  const parsed = ssh2.utils.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error) return explain(key?.message ?? '');
  return { type: 'ready', text: withoutPassphrase(key) };
}

function explain(message: string): PrivateKey {
  if (/passphrase|authenticate data|bad decrypt|malformed|integrity|MAC/i.test(message)) {
    return { type: 'wrong-passphrase' };
  }
  return { type: 'unusable', why: `cannot be read: ${message}`, hint: 'convert it: ssh-keygen -p -f FILE' };
}

function withoutPassphrase(key: ParsedKey): string {
  const pem = key.getPrivatePEM();
  // ssh2 writes keys of this type in a form that it cannot read.
  return key.type === 'ssh-ed25519' ? ed25519Container(createPrivateKey(pem)) : pem;
}

function readPkcs8(text: string, passphrase: string | undefined): PrivateKey {
  const isLocked = text.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----');
  if (isLocked && passphrase === undefined) return { type: 'locked' };
  let key: KeyObject;
  try {
    key = createPrivateKey(isLocked && passphrase !== undefined ? { key: text, passphrase } : text);
  } catch (error) {
    if (isLocked) return { type: 'wrong-passphrase' };
    return { type: 'unusable', why: `cannot be read: ${String(error)}`, hint: 'is all of it there?' };
  }
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return { type: 'ready', text: key.export({ type: 'pkcs1', format: 'pem' }).toString() };
    case 'ec':
      return { type: 'ready', text: key.export({ type: 'sec1', format: 'pem' }).toString() };
    case 'ed25519':
      return { type: 'ready', text: ed25519Container(key) };
    default:
      return {
        type: 'unusable',
        why: `is a key of type ${key.asymmetricKeyType}`,
        hint: 'use one of type ed25519, ecdsa or rsa',
      };
  }
}

async function readPutty(text: string, passphrase: string | undefined): Promise<PrivateKey> {
  const keyType = /^PuTTY-User-Key-File-2: (\S+)/.exec(text)?.[1] ?? '';
  if (keyType !== 'ssh-rsa' && keyType !== 'ssh-dss') {
    return { type: 'unusable', why: `is a PuTTY key of type ${keyType}`, hint: CONVERT_PPK };
  }
  return /^Encryption: none/m.test(text) ? { type: 'ready', text } : unlock(text, passphrase);
}

/** An Ed25519 key in OpenSSH's format without a passphrase (PROTOCOL.key). */
function ed25519Container(key: KeyObject): string {
  const { x = '', d = '' } = key.export({ format: 'jwk' }); // RFC 8037, section 2
  const publicPart = Buffer.from(x, 'base64url');
  const publicKey = Buffer.concat([string('ssh-ed25519'), string(publicPart)]);
  const check = randomBytes(4);
  const inner = Buffer.concat([
    check,
    check,
    publicKey,
    string(Buffer.concat([Buffer.from(d, 'base64url'), publicPart])),
    string(''), // the comment
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, index) => index + 1));
  const all = Buffer.concat([
    Buffer.from(MAGIC, 'latin1'),
    string('none'),
    string('none'),
    string(''),
    Buffer.from([0, 0, 0, 1]),
    string(publicKey),
    string(Buffer.concat([inner, padding])),
  ]);
  const lines = all.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

/** A string as SSH writes it (RFC 4251, section 5). */
function string(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string); // both forms are taken, one at a time
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
