import type { Algorithms } from 'ssh2';
import { matchesPattern } from '../access/host-patterns.ts';
import type { AlgorithmLists } from '../model/examination.ts';
import type { AlgorithmKind, SshSettings } from '../model/login.ts';
import type { LegacyAlgorithms, Platform } from '../platforms/platform.ts';
import { withKnownTypesFirst } from './host-key.ts';
import { trouble } from './trouble.ts';

/** What netrun offers a server, of each kind in order of preference. */
export type Offer = AlgorithmLists;

/**
 * What netrun offers a server: explicit lists, since ssh2's default order depends on the machine and puts group
 * exchange, whose primes are expensive to check, before the fixed groups. What is old comes last, so it is used only
 * where the server knows nothing better. At most 20 names each: old Dropbear reads no further.
 * @param platform undefined: a jump host
 * @throws Trouble where the user's changes leave nothing that netrun knows
 */
export function offerFor(
  settings: Pick<SshSettings, 'legacy' | 'algorithms' | 'hostKeys'>,
  platform: SshNeeds,
): Offer {
  const { legacyAlgorithms, hasModernSsh } = platform ?? { hasModernSsh: true };
  const list = (kind: AlgorithmKind): readonly string[] => {
    const aging = hasModernSsh && !settings.legacy ? [] : AGING[kind];
    const legacy = settings.legacy ? LEGACY[kind] : (legacyAlgorithms?.[kind] ?? []);
    const own = [...new Set([...MODERN[kind], ...aging, ...legacy])];
    const change = settings.algorithms[kind];
    return change === undefined ? own : changed(own, change, kind);
  };
  const hostKey = withKnownTypesFirst(list('hostKey'), settings.hostKeys.types);
  return { kex: list('kex'), hostKey, cipher: list('cipher'), mac: list('mac') };
}

type SshNeeds = Pick<Platform, 'legacyAlgorithms' | 'hasModernSsh'> | undefined;

/** The same in ssh2's words. */
export function asSsh2(offer: Offer): Algorithms {
  // The names are those of ssh2's own lists.
  return {
    kex: offer.kex,
    serverHostKey: offer.hostKey,
    cipher: offer.cipher,
    hmac: offer.mac,
    compress: ['none'],
  } as unknown as Algorithms;
}

/** What was agreed on, as ssh2 tells it when the key exchange is done. */
export type Negotiated = {
  readonly kex: string;
  readonly serverHostKey: string;
  readonly cs: { readonly cipher: string; readonly mac: string };
  readonly sc: { readonly cipher: string; readonly mac: string };
};

/** Those of the algorithms that were agreed on that nobody should use any more. */
export function oldAlgorithmsIn({ kex, serverHostKey, cs, sc }: Negotiated): readonly string[] {
  const all = [
    ['kex', kex],
    ['hostKey', serverHostKey],
    ['cipher', cs.cipher],
    ['cipher', sc.cipher],
    ['mac', cs.mac],
    ['mac', sc.mac],
  ] as const;
  const isOld = ([kind, name]: (typeof all)[number]) => isLegacy(kind, name) || AGING[kind].includes(name);
  return [...new Set(all.filter(isOld).map(([, name]) => name))];
}

/**
 * What two offers come to: of each kind the first of a client's names that the server has too (RFC 4253, section 7.1),
 * empty where there is none.
 */
export function agreementOf(client: Offer, server: Offer): Readonly<Record<AlgorithmKind, string>> {
  const first = (kind: AlgorithmKind) => client[kind].find((name) => server[kind].includes(name)) ?? '';
  const cipher = first('cipher');
  // These protect the data by themselves.
  const mac = /gcm|poly1305/.test(cipher) ? '' : first('mac');
  return { kex: first('kex'), hostKey: first('hostKey'), cipher, mac };
}

/** Does a name of a list of key exchanges mean one? Sources: RFC 8308, OpenSSH's PROTOCOL 1.10. */
export function isKeyExchange(name: string): boolean {
  return !/^(?:ext-info|kex-strict)-/.test(name);
}

/** The line of an inventory that makes netrun offer what a server wants; undefined where nothing does. */
export function lineThatOffers(kind: AlgorithmKind, wanted: readonly string[]): string | undefined {
  if (wanted.some((name) => isLegacy(kind, name) || AGING[kind].includes(name))) return 'legacy: true';
  const known = wanted.find((name) => KNOWN[kind].includes(name));
  return known && `algorithms: {${INVENTORY_NAMES[kind]}: +${known}}`;
}

const INVENTORY_NAMES = { kex: 'kex', hostKey: 'host_key', cipher: 'cipher', mac: 'mac' } as const;

const MODERN: Offer = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group-exchange-sha256',
  ],
  hostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  mac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
};

/** All that many network devices of the 2010s know; none of it can be broken on the spot. */
const AGING: Offer = {
  kex: ['diffie-hellman-group14-sha1', 'diffie-hellman-group-exchange-sha1'],
  hostKey: ['ssh-rsa'],
  cipher: ['aes128-cbc', 'aes192-cbc', 'aes256-cbc'],
  mac: ['hmac-sha1-etm@openssh.com', 'hmac-sha1'],
};

/** What is broken, or near to it. */
const LEGACY = {
  kex: ['diffie-hellman-group1-sha1'],
  hostKey: ['ssh-dss'],
  cipher: ['3des-cbc'],
  mac: ['hmac-sha1-96', 'hmac-md5', 'hmac-md5-96'],
} as const satisfies LegacyAlgorithms;

/** All that ssh2 knows (its constants.js). */
const KNOWN: Offer = {
  kex: [
    ...MODERN.kex,
    ...AGING.kex,
    ...LEGACY.kex,
    'diffie-hellman-group15-sha512',
    'diffie-hellman-group17-sha512',
    'diffie-hellman-group18-sha512',
  ],
  hostKey: [...MODERN.hostKey, ...AGING.hostKey, ...LEGACY.hostKey],
  cipher: [...MODERN.cipher, ...AGING.cipher, ...LEGACY.cipher],
  mac: [...MODERN.mac, ...AGING.mac, ...LEGACY.mac, 'hmac-sha2-256-96', 'hmac-sha2-512-96', 'hmac-ripemd160'],
};

function isLegacy(kind: AlgorithmKind, name: string): boolean {
  const names: readonly string[] = LEGACY[kind];
  return names.includes(name);
}

/** Names that netrun does not know are passed over, as in a configuration that OpenSSH reads too. */
function changed(own: readonly string[], change: string, kind: AlgorithmKind): readonly string[] {
  const patterns = change
    .replace(/^[-+^]/, '')
    .split(',')
    .map((name) => name.trim());
  const named = patterns.flatMap((pattern) => KNOWN[kind].filter((name) => matchesPattern(pattern, name)));
  const list = combine(own, named, change[0]);
  if (list.length > 0) return list;
  throw trouble(
    'negotiation',
    `nothing is left to offer of "${INVENTORY_NAMES[kind]}": ${change}`,
    `of these netrun knows ${KNOWN[kind].join(', ')}`,
  );
}

function combine(
  own: readonly string[],
  named: readonly string[],
  sign: string | undefined,
): readonly string[] {
  switch (sign) {
    case '+':
      return [...new Set([...own, ...named])];
    case '-':
      return own.filter((name) => !named.includes(name));
    case '^':
      return [...new Set([...named, ...own])];
    default:
      return [...new Set(named)];
  }
}
