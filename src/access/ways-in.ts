import { type InventoryDevice, SSH_PORT } from '../model/device.ts';
import type { LoginSettings, SshServer, SshSettings } from '../model/login.ts';
import type { Problem } from '../model/usage-error.ts';
import { type Hop, isHop, parseHops } from './hops.ts';
import type { KeyStore } from './key-store.ts';
import type { SshConfig, SshConfigOptions } from './ssh-config.ts';
import { expandPath, expandTokens } from './tokens.ts';

/** What the user said for the whole run, and what there is on this machine. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The user's name on this machine. */
  readonly localUser: string;
  readonly localHost: string;
  /** Whom to log in as: `typed` goes before everything else, `fallback` before ssh_config. */
  readonly username: { readonly typed: string | undefined; readonly fallback: string | undefined };
  /** Password of jump hosts of which the inventory says nothing. */
  readonly jumpPassword: string | undefined;
  /** `-J`, which goes before everything else. */
  readonly jump: string | undefined;
  /** `--identity`. */
  readonly keyFiles: readonly string[];
  readonly legacy: boolean;
  /** The ssh_config that counts for a device. */
  readonly configOf: (login: Pick<LoginSettings, 'sshConfigFile' | 'places'>) => SshConfig;
  /** Devices of the inventory, of which some may be jump hosts. */
  readonly devices: readonly InventoryDevice[];
  /** undefined: keys are not looked at, since nothing will be contacted. */
  readonly keys: KeyStore | undefined;
  /** Where somebody logs in: at the devices and at jump hosts, or at these alone; absent: at both. */
  readonly logsIn?: 'everywhere' | 'at jump hosts';
};

/** A server with what lets netrun in, as far as that is known without contacting it. */
export type WayIn = Omit<SshServer, 'username'> & { readonly username: string | undefined };

/** Finds out how to reach devices and to log in there. */
export interface WaysIn {
  /**
   * @param password what the command line, the inventory or the environment give
   * @param turn counts the devices, which are spread over several connections to a jump host by it
   */
  to(device: InventoryDevice, password: string | undefined, turn: number): Promise<WayIn>;
  readonly problems: readonly Problem[];
}

/** The command line goes before the inventory, the inventory before ssh_config, and that before the defaults. */
export function waysIn(around: Surroundings): WaysIn {
  const problems: Problem[] = [];
  const jump = around.jump !== undefined && parseHops(around.jump) ? around.jump : undefined;
  if (around.jump !== jump) problems.push({ message: `--jump: ${JSON.stringify(around.jump)} ${NO_HOPS}` });
  const bastions = new Map<string, Promise<SshServer>>();

  const settingsOf = async (
    device: Pick<InventoryDevice, 'host' | 'login'>,
    config: SshConfigOptions,
    { password, username, port }: Pick<SshServer, 'password' | 'port'> & { username: string | undefined },
    { route, keys }: { route: SshSettings['route']; keys: KeyStore | undefined },
  ): Promise<SshSettings> => ({
    hostName: config.hostName === device.host.toLowerCase() ? undefined : config.hostName,
    hostKeyAlias: config.hostKeyAlias,
    knownHostsFiles: config.userKnownHostsFiles?.flatMap((file) =>
      file.toLowerCase() === 'none' ? [] : pathOf(file, device.host, config, { username, port }),
    ),
    hostKeyChecking: config.strictHostKeyChecking && CHECKING[config.strictHostKeyChecking],
    identities: keys ? await identitiesOf(device, config, keys, { password, username, port }) : [],
    algorithms: { ...config.algorithms, ...device.login.algorithms },
    legacy: around.legacy || device.login.legacy === true,
    route,
    remembered: undefined,
    hostKeys: { keys: [], fingerprints: [], types: [] },
  });

  const identitiesOf = async (
    { host, login }: Pick<InventoryDevice, 'host' | 'login'>,
    config: SshConfigOptions,
    keys: KeyStore,
    { password, username, port }: Pick<SshServer, 'password' | 'port'> & { username: string | undefined },
  ): Promise<SshSettings['identities']> => {
    const toPaths = (files: readonly string[]) =>
      files.flatMap((file) => pathOf(file, host, config, { username, port }));
    const usesKeys = login.useKeys ?? password === undefined;
    const usesAgent = login.allowAgent ?? password === undefined;
    const configured = config.identityFiles.filter((file) => file.toLowerCase() !== 'none');
    const named = around.keyFiles.length > 0 ? around.keyFiles : (login.keyFiles ?? []);
    return keys.find({
      named: toPaths(named),
      configured: usesKeys ? toPaths(configured) : [],
      usual: usesKeys && config.identityFiles.length === 0 ? toPaths(USUAL_FILES) : [],
      agent: usesAgent ? agentOf(config, host, { username, port }) : undefined,
      identitiesOnly: config.identitiesOnly === true,
      passphrase: login.passphrase,
      places: around.keyFiles.length > 0 ? undefined : login.places,
    });
  };

  const agentOf = (
    config: SshConfigOptions,
    host: string,
    login: { username: string | undefined; port: number },
  ): string | undefined => {
    const said = config.identityAgent ?? 'SSH_AUTH_SOCK';
    if (said.toLowerCase() === 'none') return undefined;
    if (said === 'SSH_AUTH_SOCK') return around.env.SSH_AUTH_SOCK || undefined;
    if (said.startsWith('$') && !said.startsWith('${')) return around.env[said.slice(1)] || undefined;
    return pathOf(said, host, config, login)[0];
  };

  const tokensOf = (
    host: string,
    { hostName, hostKeyAlias }: SshConfigOptions,
    { username, port }: { username: string | undefined; port: number },
  ) => ({
    h: hostName,
    n: host,
    p: String(port),
    r: username ?? around.localUser,
    u: around.localUser,
    d: around.home,
    l: around.localHost,
    L: around.localHost.split('.')[0] ?? '',
    k: hostKeyAlias ?? host,
  });

  const pathOf = (
    file: string,
    host: string,
    config: SshConfigOptions,
    login: { username: string | undefined; port: number },
  ): string[] => {
    const path = expandTokens(expandPath(file, around.home, around.env), tokensOf(host, config, login));
    if (path === undefined) {
      problems.push({
        message: `${JSON.stringify(file)} for ${host} has a token that netrun does not know; %h, %n, %p, %r, %u, %d, %l, %L, %k and %% are known`,
      });
      return [];
    }
    return [path];
  };

  /** @param passed hosts on the way already, which would lead round in a circle */
  const routeTo = async (
    device: Pick<InventoryDevice, 'host' | 'login'>,
    config: SshConfigOptions,
    login: { username: string | undefined; port: number },
    { jump, turn, passed }: { jump: string | undefined; turn: number; passed: readonly string[] },
  ): Promise<SshSettings['route']> => {
    const isOwn = jump !== undefined || device.login.jump !== undefined;
    const text =
      jump ?? device.login.jump ?? (device.login.proxyCommand === undefined ? config.proxyJump : undefined);
    if (text !== undefined && text !== 'none') {
      const hops = parseHops(text);
      if (!hops) {
        problems.push({
          message: `${JSON.stringify(text)} on the way to ${device.host} ${NO_HOPS}`,
        });
        return DIRECT;
      }
      const count = device.login.connections ?? 1;
      const server = await bastionAt(hops, passed);
      return server ? { type: 'jump', server, connection: turn % count } : DIRECT;
    }
    if (isOwn) return DIRECT;
    const command = device.login.proxyCommand ?? config.proxyCommand;
    if (command === undefined || command.toLowerCase() === 'none') return DIRECT;
    const expanded = expandTokens(command, tokensOf(device.host, config, login));
    if (expanded !== undefined) return { type: 'command', command: expanded };
    problems.push({
      message: `the proxy command ${JSON.stringify(command)} has a token that netrun does not know; %h, %n, %p, %r and %% are known`,
    });
    return DIRECT;
  };

  /** The last of some jump hosts, each of which is reached through the one before it. */
  const bastionAt = async (
    hops: readonly Hop[],
    passed: readonly string[],
  ): Promise<SshServer | undefined> => {
    const hop = hops.at(-1);
    if (!hop) return undefined;
    const place = placeOf(hop);
    if (passed.includes(place)) {
      problems.push({
        message: `the way to ${passed[0]} leads round in a circle: ${[...passed, place].join(', ')}`,
      });
      return undefined;
    }
    const key = JSON.stringify(hops);
    const known = bastions.get(key);
    if (known) return known;
    const server = findBastion(hop, hops.slice(0, -1), passed);
    bastions.set(key, server);
    return server;
  };

  const findBastion = async (
    hop: Hop,
    before: readonly Hop[],
    passed: readonly string[],
  ): Promise<SshServer> => {
    const listed = around.devices.find((device) => isHop(device, hop));
    const host = listed?.host ?? hop.host;
    const login = listed?.login ?? {};
    const explicit = hop.user ?? listed?.username;
    const config = around.configOf(login).lookUp(host, explicit);
    const username =
      explicit ?? config.user ?? around.username.typed ?? around.username.fallback ?? around.localUser;
    const port = hop.port ?? listed?.port ?? config.port ?? SSH_PORT;
    const password = listed?.password ?? around.jumpPassword;
    // Those before it on the list are the way to it, whatever is said of it elsewhere.
    const way = before.length > 0 ? before.map(written).join(',') : undefined;
    const device = { host, login };
    const route = await routeTo(
      device,
      config,
      { username, port },
      { jump: way, turn: 0, passed: [...passed, placeOf(hop)] },
    );
    const ssh = await settingsOf(device, config, { password, username, port }, { route, keys: around.keys });
    return { host, port, username, password, ssh };
  };

  return {
    problems,
    async to(device, password, turn) {
      const { typed, fallback } = around.username;
      const explicit = typed ?? device.username ?? fallback;
      const config = around.configOf(device.login).lookUp(device.host, explicit);
      const username = explicit ?? config.user;
      const port = device.port ?? config.port ?? SSH_PORT;
      const isJump = jump !== undefined && isOneOf(device, jump);
      const route = await routeTo(
        device,
        config,
        { username, port },
        { jump: isJump ? undefined : jump, turn, passed: [placeOf(device)] },
      );
      const ssh = await settingsOf(
        device,
        config,
        { password, username, port },
        { route, keys: around.logsIn === 'at jump hosts' ? undefined : around.keys },
      );
      return { host: device.host, port, username, password, ssh };
    },
  };
}

const NO_HOPS = 'is no list of jump hosts; write user@host:port, with commas between several';

const DIRECT = { type: 'direct' } as const;

/** `ask` is answered as `accept-new` is, since there may be many devices and nobody to ask; `no` means no more than that. */
const CHECKING = { yes: 'strict', 'accept-new': 'accept-new', ask: 'accept-new', no: 'accept-new' } as const;

/** The keys that ssh tries by itself, in its order; those on FIDO tokens are nothing that netrun can use. */
const USUAL_FILES = ['~/.ssh/id_rsa', '~/.ssh/id_ecdsa', '~/.ssh/id_ed25519', '~/.ssh/id_dsa'];

function placeOf({ host, port }: { readonly host: string; readonly port?: number | undefined }): string {
  return written(port === undefined ? { host } : { host, port });
}

function written({ user, host, port }: Hop): string {
  const address = host.includes(':') ? `[${host}]` : host;
  return `${user === undefined ? '' : `${user}@`}${address}${port === undefined ? '' : `:${port}`}`;
}

/** The jump host itself may be among the devices, and is not reached through itself. */
function isOneOf(device: InventoryDevice, jump: string): boolean {
  return parseHops(jump)?.some((hop) => isHop(device, hop)) === true;
}
