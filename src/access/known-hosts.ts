import { createHash, createHmac } from 'node:crypto';
import { matchesList } from './host-patterns.ts';

/** A key that a file of sshd(8)'s SSH_KNOWN_HOSTS FILE FORMAT has for a host. */
export type KnownKey = {
  /** `cert-authority`: it is no host's key, it signs certificates of hosts. */
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** As SSH names it, such as `ssh-ed25519`. */
  readonly keyType: string;
  /** The public key as SSH sends it, in base64. */
  readonly key: string;
  /** Behind the key; empty where there is nothing. */
  readonly comment: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
};

/** One such file, indexed. Names are what OpenSSH looks for: `host`, `[host]:port` where the port is not 22, or an alias. */
export type KnownHosts = {
  /** Keys under a name that stands there openly, or that a pattern matches. */
  find(name: string): readonly KnownKey[];
  /** Keys under a name that stands there as a hash; costs some microseconds for each line that is hashed. */
  findHashed(name: string): readonly KnownKey[];
  /** The same for one key only, which is quick. */
  findHashedKey(name: string, key: string): readonly KnownKey[];
  /** Some line says that a key is revoked. */
  readonly hasRevoked: boolean;
  /** Lines that are hashed. */
  readonly hashedLines: number;
  /** Every line that is understood, with the names as they stand there. */
  readonly all: readonly (KnownKey & { readonly names: string })[];
  /** Numbers of the lines that are neither understood nor empty nor comments. */
  readonly notUnderstood: readonly number[];
};

/** @param file where the text comes from, for messages */
export function parseKnownHosts(text: string, file: string): KnownHosts {
  const open = new Map<string, KnownKey[]>();
  const patterns: { readonly list: readonly string[]; readonly known: KnownKey }[] = [];
  const hashed: Hashed[] = [];
  const hashedByKey = new Map<string, Hashed[]>();
  const notUnderstood: number[] = [];
  const all: (KnownKey & { readonly names: string })[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const entry = parseLine(line, file, index + 1);
    if (entry === undefined) {
      notUnderstood.push(index + 1);
      continue;
    }
    const { names, ...known } = entry;
    all.push(entry);
    const hash = HASHED.exec(names);
    if (hash) {
      const [, salt = '', digest = ''] = hash;
      const one = { salt: Buffer.from(salt, 'base64'), digest: normal(digest), known };
      hashed.push(one);
      push(hashedByKey, known.key, one);
      continue;
    }
    // OpenSSH looks for names in lower case only, and takes what stands in the file for lower case.
    const list = names.toLowerCase().split(',');
    if (/[*?!]/.test(names)) patterns.push({ list, known });
    else for (const name of new Set(list)) push(open, name, known);
  }
  const isMatch = (name: string) => (one: Hashed) =>
    createHmac('sha1', one.salt).update(name).digest('base64') === one.digest;
  return {
    find: (name) => [
      ...(open.get(name) ?? []),
      ...patterns.filter(({ list }) => matchesList(list, name)).map(({ known }) => known),
    ],
    findHashed: (name) => hashed.filter(isMatch(name)).map(({ known }) => known),
    findHashedKey: (name, key) =>
      (hashedByKey.get(key) ?? []).filter(isMatch(name)).map(({ known }) => known),
    hasRevoked: all.some(({ marker }) => marker === 'revoked'),
    hashedLines: hashed.length,
    all,
    notUnderstood,
  };
}

/** How OpenSSH looks for a server: a port other than 22 belongs to the name. */
export function knownHostsName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** As `ssh-keygen -l` shows a key: `SHA256:` and the digest in base64 without padding. */
export function fingerprint(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

type Hashed = { readonly salt: Buffer; readonly digest: string; readonly known: KnownKey };

/** sshd(8): hashed names; HMAC-SHA1 of the name, with the salt as its key. */
const HASHED = /^\|1\|([A-Za-z0-9+/]+=*)\|([A-Za-z0-9+/]+=*)$/;

const LINE = /^\s*(?:@(\S+)[ \t]+)?([^\s@]\S*)[ \t]+(\S+)[ \t]+([A-Za-z0-9+/]+=*)(?:[ \t]+(.*?))?\s*$/;

const MARKERS: Readonly<Record<string, KnownKey['marker']>> = {
  revoked: 'revoked',
  'cert-authority': 'cert-authority',
};

function parseLine(line: string, file: string, number: number) {
  const [, marker, names = '', keyType = '', key = '', comment = ''] = LINE.exec(line) ?? [];
  const known = marker === undefined ? 'none' : MARKERS[marker];
  if (known === undefined || typeOf(key) !== keyType) return undefined;
  if (names.startsWith('|') && !HASHED.test(names)) return undefined;
  return { names, marker: known, keyType, key: normal(key), comment, file, line: number };
}

/** A public key as SSH sends it (RFC 4253, section 6.6) begins with the name of its type. */
function typeOf(key: string): string | undefined {
  const start = Buffer.from(key.slice(0, 120), 'base64');
  const length = start.length >= 4 ? start.readUInt32BE(0) : 0;
  return length > 0 && start.length >= 4 + length ? start.toString('latin1', 4, 4 + length) : undefined;
}

/** Equal for equal bytes. */
function normal(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64');
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
