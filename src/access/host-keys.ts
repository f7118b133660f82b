import { readFileSync } from 'node:fs';
import type { Answerers, AnswerTo, HostKeyAsk, HostKeyReport } from '../model/ask.ts';
import type { HostKeyStanding } from '../model/examination.ts';
import type { HostKeyChecking, KnownHostKeys } from '../model/login.ts';
import { UsageError } from '../model/usage-error.ts';
import {
  fingerprint,
  type KnownHosts,
  type KnownKey,
  knownHostsName,
  parseKnownHosts,
} from './known-hosts.ts';
import { stateFile } from './state-file.ts';

/** A server as known_hosts knows it, and the jump hosts on the way to it, which are part of what it is. */
export type ServerName = Pick<HostKeyAsk, 'host' | 'port' | 'path'>;

export type HostKeyRule = {
  readonly checking: HostKeyChecking;
  /** The only keys that are right, whatever the files say; undefined: those of the files. */
  readonly pinned: readonly PinnedKey[] | undefined;
  /** Read for this server instead of the user's own files of OpenSSH. */
  readonly userFiles: readonly string[] | undefined;
};

/** A host key that an inventory names. */
export type PinnedKey = {
  /** undefined: it is not said. */
  readonly keyType: string | undefined;
  /** `SHA256:…` */
  readonly fingerprint: string;
};

/** Which files there are. */
export type HostKeyFiles = {
  /** netrun's own, where new keys go; names are not hashed in it. */
  readonly own: string;
  /** The user's and the system's of OpenSSH; they are only read. */
  readonly user: readonly string[];
  readonly system: readonly string[];
};

/** A key that a server has shown. */
export type ShownKey = { readonly name: string; readonly keyType: string; readonly key: string };

/** How a key that a server shows stands to what is known of it. */
type Standing =
  | { readonly type: 'known' | 'pinned' }
  /** Nothing is known of the server; maybe who signs its certificates. */
  | { readonly type: 'new'; readonly authority: KnownKey | undefined }
  | { readonly type: 'changed'; readonly known: readonly KnownKey[] }
  | { readonly type: 'unlike-pinned'; readonly pinned: readonly PinnedKey[] }
  | { readonly type: 'revoked'; readonly by: KnownKey };

/** All that is known of host keys, in one run; the only one who writes it down. */
export interface HostKeys {
  /** Says how a server's key is checked, and what a worker has to know of it. */
  expect(server: ServerName, rule: HostKeyRule): KnownHostKeys;
  /** Decides about a key that a worker does not know. `device` is what the inventory calls the device. */
  answer(ask: HostKeyAsk, device: string): AnswerTo<HostKeyAsk>;
  /**
   * What `run` takes as `answerers`, so that the keys of its devices are checked.
   * @param devices as they are handed to `run`
   */
  answerers(devices: readonly { readonly name: string }[]): Pick<Answerers, 'host-key' | 'host-key-proven'>;
  /** Takes note that a server has the private key to a key that was taken. */
  proven(report: HostKeyReport): void;
  /** How a key stands to what is known of the server. */
  standing(shown: Omit<HostKeyAsk, 'type'>): Standing;
  /** What the files have for a server. */
  find(server: ServerName): readonly KnownKey[];
  /** Keys that were taken, and proven, of servers of which none had been known. */
  readonly news: readonly ShownKey[];
  /** Nothing was known of any server when the run began. */
  readonly wasEmpty: boolean;
  /** Stores the new keys. @returns whether they are stored */
  keep(): Promise<boolean>;
}

/**
 * Reads the files of known hosts.
 * @param reach options by which the user reaches the same devices, for what he is told to type
 * @throws UsageError where one is there and cannot be read: it may say that a key is not to be taken
 */
export function openHostKeys({ own, user, system }: HostKeyFiles, reach: readonly string[] = []): HostKeys {
  const read = fileReader();
  const ownHosts = read(own);
  const systemHosts = system.map(read);
  const defaultUserHosts = user.map(read);
  const rules = new Map<string, HostKeyRule>();
  /** Keys that were asked about and taken in this run. */
  const taken = new Map<string, ShownKey & { readonly isKnown: boolean }>();
  const news: ShownKey[] = [];
  /** Keys that only a hashed line knew, which are looked up in netrun's own file the next time. */
  const found: ShownKey[] = [];
  let hashesLeft = MOST_HASHES;

  const othersFor = ({ userFiles }: Pick<HostKeyRule, 'userFiles'>) => [
    ...(userFiles?.map(read) ?? defaultUserHosts),
    ...systemHosts,
  ];
  const findOpen = (server: ServerName, others: readonly KnownHosts[]): readonly KnownKey[] => {
    const plain = plainName(server);
    return [
      ...ownHosts.find(fullName(server)),
      ...(plain ? others.flatMap((hosts) => hosts.find(plain)) : []),
    ];
  };
  const findHashed = (server: ServerName, others: readonly KnownHosts[]): readonly KnownKey[] => {
    const plain = plainName(server);
    return [
      ...ownHosts.findHashed(fullName(server)),
      ...(plain ? others.flatMap((hosts) => hosts.findHashed(plain)) : []),
    ];
  };
  const isRevoked = (server: ServerName, key: string, others: readonly KnownHosts[]) => {
    const names = [fullName(server), knownHostsName(server.host, server.port)];
    return [ownHosts, ...others]
      .filter((hosts) => hosts.hasRevoked)
      .flatMap((hosts) => names.flatMap((name) => [...hosts.find(name), ...hosts.findHashedKey(name, key)]))
      .find((known) => known.marker === 'revoked' && known.key === key);
  };
  /** Is it known under a hashed name? That costs little where the key itself is known. */
  const isHashedKey = (shown: Omit<HostKeyAsk, 'type'>, others: readonly KnownHosts[]) => {
    const plain = plainName(shown);
    return [
      ...ownHosts.findHashedKey(fullName(shown), shown.key),
      ...(plain ? others.flatMap((hosts) => hosts.findHashedKey(plain, shown.key)) : []),
    ].some(isHostKey);
  };
  /** Hashed lines are costly to look through, and so only where nothing is known otherwise. */
  const find = (server: ServerName, others: readonly KnownHosts[]): readonly KnownKey[] => {
    const open = findOpen(server, others);
    return open.some(isHostKey) ? open : [...open, ...findHashed(server, others)];
  };
  const ruleFor = (server: ServerName) => rules.get(fullName(server)) ?? ANY_SERVER;
  const standingOf = (shown: Omit<HostKeyAsk, 'type'>): Standing => {
    const rule = ruleFor(shown);
    const others = othersFor(rule);
    const by = isRevoked(shown, shown.key, others);
    if (by) return { type: 'revoked', by };
    const { pinned } = rule;
    if (pinned) {
      const isRight = pinned.some((one) => one.fingerprint === fingerprint(shown.key));
      return isRight ? { type: 'pinned' } : { type: 'unlike-pinned', pinned };
    }
    const open = findOpen(shown, others).filter(isHostKey);
    if (open.some(({ key }) => key === shown.key) || isHashedKey(shown, others)) return { type: 'known' };
    const all = find(shown, others);
    const known = all.filter(isHostKey);
    if (known.length > 0) return { type: 'changed', known };
    return { type: 'new', authority: all.find(({ marker }) => marker === 'cert-authority') };
  };
  const take = ({ keyType, key, ...server }: HostKeyAsk, { isKnown }: { isKnown: boolean }) => {
    const name = fullName(server);
    if (taken.get(name)?.key !== key) taken.set(name, { name, keyType, key, isKnown });
    return accept(isKnown ? 'known' : 'new');
  };

  const self: HostKeys = {
    expect(server, rule) {
      rules.set(fullName(server), rule);
      const { pinned } = rule;
      if (pinned) {
        return {
          keys: [],
          fingerprints: pinned.map((one) => one.fingerprint),
          types: [...new Set(pinned.flatMap(({ keyType }) => keyType ?? []))],
        };
      }
      const others = othersFor(rule);
      let keys = findOpen(server, others).filter(isHostKey);
      if (keys.length === 0) {
        const hashes = [ownHosts, ...others].reduce((sum, { hashedLines }) => sum + hashedLines, 0);
        if (hashes <= hashesLeft) {
          hashesLeft -= hashes;
          keys = findHashed(server, others).filter(isHostKey);
        }
        // A key that is new here is copied once it is proven: it has to be asked about.
        if (keys.length > 0) return { keys: [], fingerprints: [], types: typesOf(keys) };
      }
      const right = keys.filter(({ key }) => !isRevoked(server, key, others));
      return { keys: [...new Set(right.map(({ key }) => key))], fingerprints: [], types: typesOf(keys) };
    },

    standing: standingOf,

    answer(ask, device) {
      const { checking } = ruleFor(ask);
      const shown = `${ask.keyType} ${fingerprint(ask.key)}`;
      const standing = standingOf(ask);
      if (standing.type !== 'revoked' && checking === 'off') return accept('unchecked');
      switch (standing.type) {
        case 'revoked':
          return refuse(
            `the host key that it shows is revoked: ${shown} (${placeOf(standing.by)})`,
            'somebody who should not have that key may be in between: check the network, and give the device a new key',
          );
        case 'pinned':
          return accept('known');
        case 'unlike-pinned':
          return refuse(
            `it shows the host key ${shown}, and the inventory says ${listed(standing.pinned.map(pinnedText))}`,
            'if that is its new key, write it into "host_keys" in the inventory; else somebody may be in between',
          );
        case 'known':
          return take(ask, { isKnown: true });
        case 'changed':
          return refuse(changed(standing.known, ask), replaceHint(device, reach));
        case 'new':
          break;
      }
      const earlier = taken.get(fullName(ask));
      if (earlier && earlier.key !== ask.key) {
        return refuse(
          `it shows the host key ${shown}, and showed ${earlier.keyType} ${fingerprint(earlier.key)} to another connection of this run`,
          'several devices may share its address; give each its own',
        );
      }
      if (checking === 'strict') {
        const { authority } = standing;
        const but = authority ? `; netrun cannot check certificates, which ${placeOf(authority)} is for` : '';
        return refuse(`its host key is not known: ${shown}${but}`, scanHint(device, reach));
      }
      return take(ask, { isKnown: false });
    },

    proven(report) {
      const name = fullName(report);
      const key = taken.get(name);
      if (key?.key !== report.key || [...news, ...found].includes(key)) return;
      (key.isKnown ? found : news).push(key);
    },

    answerers: (devices) => ({
      'host-key': (ask, index) => self.answer(ask, devices[index]?.name ?? ask.host),
      'host-key-proven': (report) => {
        self.proven(report);
        return undefined;
      },
    }),

    find: (server) => find(server, othersFor(ruleFor(server))),
    news,
    wasEmpty: [ownHosts, ...defaultUserHosts, ...systemHosts].every(({ all }) => all.length === 0),

    async keep() {
      const isTold = await store(own, [...news, ...found]);
      return isTold || news.length === 0;
    },
  };
  return self;
}

/** HMACs that a run computes ahead, half a second or so; the rest is looked up when a key is shown. */
const MOST_HASHES = 200_000;

/** What is said of a server of which nothing is said. */
const ANY_SERVER: HostKeyRule = { checking: 'accept-new', pinned: undefined, userFiles: undefined };

const accept = (standing: HostKeyStanding) => ({ verdict: 'accept', standing }) as const;

/**
 * The name of a server in netrun's own file: those of its jump hosts come first, with slashes between them. No name of
 * a host has a slash, so OpenSSH never takes such a line for one of its own.
 */
export function fullName({ host, port, path }: ServerName): string {
  return [...path.map((hop) => hop.toLowerCase()), knownHostsName(host, port)].join('/');
}

/** @param text as `LoginSettings.hostKeys` has it */
export function pinnedKey(text: string): PinnedKey {
  const [last = '', keyType] = text.split(/\s+/).toReversed();
  return { keyType, fingerprint: last.startsWith('SHA256:') ? last.replace(/=+$/, '') : fingerprint(last) };
}

/** Adds keys to a file; one that has got other keys for the name in the meantime is left as it is. */
async function store(file: string, keys: readonly ShownKey[]): Promise<boolean> {
  const writable = keys.filter(({ name }) => /^[^\s,*?!|#@]+$/.test(name));
  if (writable.length === 0) return true;
  return stateFile(file).update((text = '') => {
    const known = parseKnownHosts(text, file);
    const lines = writable
      .filter(({ name }) => !known.find(name).some(isHostKey))
      .map(({ name, keyType, key }) => `${name} ${keyType} ${key}\n`);
    if (lines.length === 0) return undefined;
    return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${lines.join('')}`;
  });
}

/**
 * The name by which OpenSSH would know the server; undefined where that is some other one: what is called localhost
 * behind a jump host is not this computer.
 */
function plainName({ host, port, path }: ServerName): string | undefined {
  if (path.length > 0 && /^(?:localhost|127\.|::1$)/i.test(host)) return undefined;
  return knownHostsName(host, port);
}

function fileReader(): (path: string) => KnownHosts {
  const files = new Map<string, KnownHosts>();
  return (path) => {
    const hosts = files.get(path) ?? parseKnownHosts(readText(path), path);
    files.set(path, hosts);
    return hosts;
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError([
      { file: path, message: `the known host keys cannot be read: ${why}; --known-hosts names another file` },
    ]);
  }
}

function isHostKey({ marker }: KnownKey): boolean {
  return marker === 'none';
}

function typesOf(keys: readonly KnownKey[]): readonly string[] {
  return [...new Set(keys.map(({ keyType }) => keyType))];
}

function refuse(why: string, hint: string) {
  return { verdict: 'refuse', why, hint } as const;
}

function changed(known: readonly KnownKey[], { keyType, key }: HostKeyAsk): string {
  const before = listed(known.map((one) => `${one.keyType} ${fingerprint(one.key)} (${placeOf(one)})`));
  const what = known.some((one) => one.keyType === keyType)
    ? 'its host key has changed'
    : 'it shows a host key of another type than it is known by';
  return `${what}: known is ${before}, it shows ${keyType} ${fingerprint(key)}`;
}

function placeOf({ file, line }: KnownKey): string {
  return `${file}:${line}`;
}

function pinnedText(pinned: PinnedKey): string {
  return pinned.keyType === undefined ? pinned.fingerprint : `${pinned.keyType} ${pinned.fingerprint}`;
}

/** Enough of them to recognise one. */
function listed(texts: readonly string[]): string {
  const unlike = [...new Set(texts)];
  const rest = unlike.length > 3 ? ` and ${unlike.length - 3} more` : '';
  return unlike.slice(0, 3).join(', ') + rest;
}

function replaceHint(device: string, reach: readonly string[]): string {
  return `if it was replaced or set up anew: ${trust('--replace', device, reach)}; else somebody may be in between`;
}

function scanHint(device: string, reach: readonly string[]): string {
  return `${trust('--scan', device, reach)} shows the key and stores it`;
}

function trust(what: string, device: string, reach: readonly string[]): string {
  return ['netrun trust', ...reach.map(quoted), what, '-l', quoted(device)].join(' ');
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./:,@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
