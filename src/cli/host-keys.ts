import { join } from 'node:path';
import { expectHostKeys, hostKeyRule } from '../access/expected-host-keys.ts';
import { type HostKeyFiles, type HostKeyRule, type HostKeys, openHostKeys } from '../access/host-keys.ts';
import { fingerprint } from '../access/known-hosts.ts';
import { homeFolder } from '../access/user-folders.ts';
import type { Answerers } from '../model/ask.ts';
import type { Device } from '../model/device.ts';
import type { LoginSettings, SshServer } from '../model/login.ts';
import type { HostKeySettings } from './options/host-keys.ts';
import type { RunOptions } from './options.ts';
import { stateFolder } from './state-folder.ts';

/** The files in which host keys are looked for. `--known-hosts` names one instead of all of them. */
function hostKeyFiles(
  { knownHosts }: Pick<HostKeySettings, 'knownHosts'>,
  env: NodeJS.ProcessEnv,
): HostKeyFiles {
  if (knownHosts !== undefined) return { own: knownHosts, user: [knownHosts], system: [] };
  const ssh = join(homeFolder(env), '.ssh');
  return {
    own: join(stateFolder(env), 'known_hosts'),
    // The defaults of ssh_config(5).
    user: [join(ssh, 'known_hosts'), join(ssh, 'known_hosts2')],
    system: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
  };
}

/** The host keys of a run: what its workers are told of them, who answers their questions, and what is told at the end. */
export type RunHostKeys = {
  readonly keys: HostKeys;
  /** netrun's own file, or the one that the user named. */
  readonly file: string;
  /** What the user should know before anything is contacted. */
  readonly warnings: readonly string[];
  /** The device with what is known of its keys. */
  expect(device: Device, login: LoginSettings): Device;
  /** @param devices as they are handed to `run` */
  answerers(devices: readonly Device[]): Pick<Answerers, 'host-key' | 'host-key-proven'>;
  /** Stores what is new. @returns what the user should know of it */
  keep(): Promise<readonly string[]>;
};

/** What a command line says of which devices there are and how they are reached, besides `-l`. */
type Reach = Partial<
  Pick<
    RunOptions,
    | 'inventory'
    | 'inventoryFormat'
    | 'platforms'
    | 'sshConfig'
    | 'jump'
    | 'port'
    | 'allowCommandsFromInventory'
  >
>;

/** The same words again, for another command line. */
function optionsOf(reach: Reach & Pick<HostKeySettings, 'knownHosts'>): readonly string[] {
  const { inventory, inventoryFormat, platforms, sshConfig, jump, port, knownHosts } = reach;
  const values: Readonly<Record<string, string | undefined>> = {
    '-i': inventory,
    '--inventory-format': inventoryFormat,
    '--platforms': platforms,
    '-F': sshConfig,
    '-J': jump,
    '--port': port?.isFromCommandLine ? String(port.value) : undefined,
    '--known-hosts': knownHosts,
  };
  return [
    ...Object.entries(values).flatMap(([option, value]) => (value === undefined ? [] : [option, value])),
    ...(reach.allowCommandsFromInventory ? ['--allow-commands-from-inventory'] : []),
  ];
}

/**
 * @param isWatched somebody sees at once what is written to stderr
 * @throws UsageError where a file of known hosts cannot be read
 */
export function hostKeysOfRun(
  options: HostKeySettings & Reach,
  env: NodeJS.ProcessEnv,
  { isWatched }: { isWatched: boolean },
): RunHostKeys {
  const files = hostKeyFiles(options, env);
  const keys = openHostKeys(files, optionsOf(options));
  return {
    keys,
    file: files.own,
    warnings: options.hostKeys.value === 'off' ? [UNCHECKED] : [],
    expect: (device, login) => expectHostKeys(device, login, keys, ruleOf(options)),
    answerers: keys.answerers,
    async keep() {
      const isStored = await keys.keep();
      return newsOf(keys, isStored, files.own, { isWatched });
    },
  };
}

const UNCHECKED =
  'host keys are not checked (--host-keys off): whoever answers at a device’s address gets its password';

/** The command line goes before the inventory, the inventory before ssh_config, that before the default. */
function ruleOf({ hostKeys, knownHosts }: HostKeySettings) {
  return (login: LoginSettings, server: SshServer): HostKeyRule => {
    const rule = hostKeyRule(login, server);
    const said = login.hostKeyChecking ?? server.ssh.hostKeyChecking;
    return {
      ...rule,
      checking: hostKeys.isFromCommandLine ? hostKeys.value : (said ?? hostKeys.value),
      userFiles: knownHosts === undefined ? rule.userFiles : undefined,
    };
  };
}

function newsOf(
  { news, wasEmpty }: HostKeys,
  isStored: boolean,
  file: string,
  { isWatched }: { isWatched: boolean },
): readonly string[] {
  if (news.length === 0) return [];
  const count = news.length.toLocaleString('en');
  const noun = news.length === 1 ? 'host key' : 'host keys';
  const which =
    news.length <= MOST_LISTED
      ? `: ${news.map(({ name, keyType, key }) => `${name} ${keyType} ${fingerprint(key)}`).join(', ')}`
      : '';
  if (!isStored)
    return [`${count} ${noun} taken on trust, and not stored: ${file} cannot be written to${which}`];
  if (wasEmpty && !isWatched) {
    return [
      `${count} ${noun} taken on trust, since none was known before; keep ${file} for the next run${which}`,
    ];
  }
  return [`${count} new ${noun} stored${which || '; netrun trust shows them'}`];
}

const MOST_LISTED = 3;
