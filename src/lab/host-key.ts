import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';

/** A new ed25519 private key, as PEM in OpenSSH's format. */
export function generateHostKey(): string {
  for (let attempt = 0; attempt < 3; attempt++) {
    const pem = ssh2.utils.generateKeyPairSync('ed25519').private;
    if (works(pem)) return pem;
  }
  throw new Error('ssh2 makes no ed25519 keys that it can use itself');
}

/**
 * The lab's host key that a folder keeps, made when it is not there yet, so that clients that remember it know the
 * lab again. The file is the owner's alone.
 */
export function storedHostKey(folder: string): string {
  const file = join(folder, 'lab_host_ed25519_key');
  const stored = readKey(file);
  if (stored !== undefined) return stored;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // 'wx': of two labs that start at once, the first one's key counts.
    writeFileSync(file, generateHostKey(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8');
}

/** The key in the form that a server takes; throws where the text holds no private key. */
export function parseHostKey(pem: string): ParsedKey {
  const key = ssh2.utils.parseKey(pem);
  if (key instanceof Error)
    throw new Error('the host key is no private key in OpenSSH format', { cause: key });
  return key;
}

/** As `ssh-keygen -l` shows it. */
export function fingerprintOf(key: ParsedKey): string {
  return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
}

/** A key pair that does not verify its own signature, or cannot be read back, is of no use. */
function works(pem: string): boolean {
  const key = ssh2.utils.parseKey(pem);
  if (key instanceof Error || !key.isPrivateKey()) return false;
  const signature = key.sign('netrun');
  // ssh2's types promise a Buffer, yet what fails comes back as an Error.
  return !((signature as unknown) instanceof Error) && key.verify('netrun', signature) === true;
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
