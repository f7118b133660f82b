import type { Place } from './usage-error.ts';

/** An SSH server and what lets netrun in: a device, or a jump host on the way to it. */
export type SshServer = {
  /** Address or host name exactly as the user gave it. */
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** undefined: there is none so far; where nothing else lets netrun in, it is asked for. */
  readonly password: string | undefined;
  readonly ssh: SshSettings;
};

/** How SSH is spoken to a server, beyond its address and password. */
export type SshSettings = {
  /** `HostName` of ~/.ssh/config: where to connect; undefined: to the host itself. */
  readonly hostName: string | undefined;
  /** The name under which known_hosts has its key; undefined: the one to which netrun connects. */
  readonly hostKeyAlias: string | undefined;
  /** `UserKnownHostsFile` of ssh_config; undefined: it says nothing. */
  readonly knownHostsFiles: readonly string[] | undefined;
  /** `StrictHostKeyChecking` of ssh_config; undefined: it says nothing. */
  readonly hostKeyChecking: HostKeyChecking | undefined;
  /** Offered before the password, in this order. */
  readonly identities: readonly Identity[];
  readonly algorithms: AlgorithmChanges;
  /** Offer what is broken too (SHA-1 groups of 1024 bits, DSA, 3DES, MD5), last. */
  readonly legacy: boolean;
  readonly route: Route;
  /** What let netrun in the last time, as `Outcome.login` tells it; it is tried first. */
  readonly remembered: string | undefined;
  readonly hostKeys: KnownHostKeys;
};

/**
 * What is done about a host key: `strict` takes known ones only; `accept-new` also one of a server of which none is
 * known, and stores it; `off` takes any and stores none. A key that is revoked is never taken.
 */
export type HostKeyChecking = 'strict' | 'accept-new' | 'off';

/** What is known of a server's host keys before it is connected to. */
export type KnownHostKeys = {
  /** Keys that are right without asking, as SSH sends them, in base64. */
  readonly keys: readonly string[];
  /** Others that are, as `ssh-keygen -l` shows them: `SHA256:…`. */
  readonly fingerprints: readonly string[];
  /** Types of keys that the server should be asked to show, such as `ssh-ed25519`; empty: any. */
  readonly types: readonly string[];
};

/** A key that may let netrun in. */
export type Identity =
  | {
      readonly type: 'key';
      /** Its file, for messages. */
      readonly label: string;
      /** The private key without a passphrase, as OpenSSH or PEM writes it. */
      readonly text: string;
    }
  | {
      readonly type: 'agent';
      /** The comment that the agent has of it, for messages. */
      readonly label: string;
      /** The public key as SSH sends it, in base64. */
      readonly publicKey: string;
      /** Path of the agent's socket. */
      readonly socket: string;
    };

/**
 * What to offer instead of netrun's own lists, as ssh_config(5) writes it: names with commas between them; a first
 * `+` appends them to netrun's, `-` takes them away (patterns too), `^` puts them first.
 */
export type AlgorithmChanges = Readonly<Partial<Record<AlgorithmKind, string>>>;

export type AlgorithmKind = 'kex' | 'hostKey' | 'cipher' | 'mac';

/** The way to a server. */
type Route =
  | { readonly type: 'direct' }
  /** Through another server, which has a way of its own; one connection to it carries all that go through it. */
  | {
      readonly type: 'jump';
      readonly server: SshServer;
      /** Which of several connections to it. */
      readonly connection: number;
    }
  /** Standard input and output of a shell command, as ssh's ProxyCommand. */
  | { readonly type: 'command'; readonly command: string };

/** What an inventory says of logging in besides names and passwords; absent: nothing. */
export type LoginSettings = {
  /** Files with private keys, to be offered in this order; `~` is the home folder. */
  readonly keyFiles?: readonly string[];
  /** Of these files; may be a reference. */
  readonly passphrase?: string;
  /** Offer keys although there is a password (true), or never (false). */
  readonly useKeys?: boolean;
  /** Offer the agent's keys although there is a password (true), or never (false). */
  readonly allowAgent?: boolean;
  /** As ssh's `-J`: `user@host:port`, with commas between several, the nearest first; `none`: no jump host. */
  readonly jump?: string;
  /** As ssh's ProxyCommand, with its tokens. */
  readonly proxyCommand?: string;
  /** Read instead of ~/.ssh/config and /etc/ssh/ssh_config. */
  readonly sshConfigFile?: string;
  /** How many connections to its jump host carry the devices that say so. */
  readonly connections?: number;
  readonly algorithms?: AlgorithmChanges;
  /** The only host keys that are right: fingerprints (`SHA256:…`, the type of the key may go before) and `type base64`. */
  readonly hostKeys?: readonly string[];
  readonly hostKeyChecking?: HostKeyChecking;
  /** Offer broken algorithms to this device too. */
  readonly legacy?: boolean;
  /** Where files of this machine are named, and what opens them, for what is wrong with these. */
  readonly places?: Readonly<Partial<Record<'keyFiles' | 'passphrase' | 'sshConfigFile', Place>>>;
};

/** SSH as it is spoken to a server of which nothing is said: with the password alone, and straight. */
export const PLAIN_SSH: SshSettings = {
  hostName: undefined,
  hostKeyAlias: undefined,
  knownHostsFiles: undefined,
  hostKeyChecking: undefined,
  identities: [],
  algorithms: {},
  legacy: false,
  route: { type: 'direct' },
  remembered: undefined,
  hostKeys: { keys: [], fingerprints: [], types: [] },
};

/** Where a server is connected to. */
export function addressOf({ host, ssh }: Pick<SshServer, 'host' | 'ssh'>): string {
  return ssh.hostName ?? host;
}

/** What the server is called in known_hosts, as ssh looks it up there. */
export function knownAs({ host, port, ssh }: SshServer): { readonly host: string; readonly port: number } {
  const { hostKeyAlias } = ssh;
  // ssh takes an alias as it is, whatever the port.
  return hostKeyAlias === undefined ? { host: ssh.hostName ?? host, port } : { host: hostKeyAlias, port: 22 };
}

/** The jump hosts on the way to a server, as `host:port`, the nearest to this machine first. */
export function pathTo({ ssh }: SshServer): readonly string[] {
  const { route } = ssh;
  if (route.type !== 'jump') return [];
  return [...pathTo(route.server), withPort(addressOf(route.server), route.server.port)];
}

/** `host:port` for people, where an IPv6 address stands in brackets. */
export function withPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The same, where port 22 goes without saying. */
export function withOtherPort(host: string, port: number): string {
  return port === 22 ? host : withPort(host, port);
}

/**
 * Names the connection that carries all that goes through a server's first jump host; undefined: there is none.
 * Devices with the same one have to be served by the same worker.
 */
export function sharedConnection({ ssh }: Pick<SshServer, 'ssh'>): string | undefined {
  const { route } = ssh;
  if (route.type !== 'jump') return undefined;
  const { username, host, port } = route.server;
  return sharedConnection(route.server) ?? `${username}@${host}:${port} ${route.connection}`;
}
