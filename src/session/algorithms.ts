import type { Algorithms } from 'ssh2';
import { matchesPattern } from '../access/host-patterns.ts';
import { AGING, ALGORITHM_KEYS, KNOWN, LEGACY, MODERN } from '../model/algorithm-names.ts';
import type { AlgorithmLists } from '../model/examination.ts';
import type { AlgorithmKind, SshSettings } from '../model/login.ts';
import type { Platform } from '../platforms/platform.ts';
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
  return known && `algorithms: {${ALGORITHM_KEYS[kind]}: +${known}}`;
}

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
    `nothing is left to offer of "${ALGORITHM_KEYS[kind]}": ${change}`,
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
