import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** The ways in which netmiko-encrypt encrypts a value. */
export const NETMIKO_ENCRYPTIONS = ['fernet', 'aes128'] as const;

export type NetmikoEncryption = (typeof NETMIKO_ENCRYPTIONS)[number];

/** What was encrypted, or why it cannot be had. */
export type Decrypted = { readonly value: string } | { readonly problem: string };

/**
 * Decrypts a value that netmiko-encrypt wrote (netmiko/encryption_handling.py): the salt and the encrypted text, both
 * in base64, with a colon between them. The key is PBKDF2-HMAC-SHA256 of the phrase, 100,000 times, which takes tens
 * of milliseconds on purpose.
 * @param text without its `__encrypt__`
 * @param phrase what `NETMIKO_TOOLS_KEY` was when it was encrypted
 */
export async function decryptNetmiko(
  text: string,
  encryption: NetmikoEncryption,
  phrase: string,
): Promise<Decrypted> {
  const [, salt, encrypted] = /^([\w+/]+=*):([\w+/]+=*)$/.exec(text) ?? [];
  if (salt === undefined || encrypted === undefined) return { problem: DAMAGED };
  const key = await derive(phrase, Buffer.from(salt, 'base64'), 100_000, 32, 'sha256');
  const bytes = Buffer.from(encrypted, 'base64');
  return encryption === 'fernet' ? decryptFernet(bytes.toString('latin1'), key) : decryptAes(bytes, key);
}

const derive = promisify(pbkdf2);

const DAMAGED = 'what netmiko-encrypt wrote is damaged; encrypt it anew';
const WRONG_KEY =
  'NETMIKO_TOOLS_KEY is not the key that it was encrypted with, or the value was changed since';

/**
 * A Fernet token: version, time, IV, text in AES-128-CBC, and the HMAC-SHA256 of all these. The first half of the key
 * signs and the second one encrypts (github.com/fernet/spec).
 */
function decryptFernet(token: string, key: Buffer): Decrypted {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes[0] !== 0x80 || bytes.length < 1 + 8 + 16 + 16 + 32) return { problem: DAMAGED };
  const signed = bytes.subarray(0, -32);
  const signature = createHmac('sha256', key.subarray(0, 16)).update(signed).digest();
  if (!timingSafeEqual(signature, bytes.subarray(-32))) return { problem: WRONG_KEY };
  return decryptCbc(signed.subarray(25), signed.subarray(9, 25), key.subarray(16));
}

/** The IV and the text in AES-128-CBC. Nothing signs it, so a wrong key shows by padding or letters that are none. */
function decryptAes(bytes: Buffer, key: Buffer): Decrypted {
  if (bytes.length < 32 || bytes.length % 16 !== 0) return { problem: DAMAGED };
  return decryptCbc(bytes.subarray(16), bytes.subarray(0, 16), key.subarray(0, 16));
}

function decryptCbc(text: Buffer, iv: Buffer, key: Buffer): Decrypted {
  const decipher = createDecipheriv('aes-128-cbc', key, iv);
  try {
    const plain = Buffer.concat([decipher.update(text), decipher.final()]);
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain) };
  } catch {
    // Padding or text is not what encrypting leaves.
    return { problem: WRONG_KEY };
  }
}
