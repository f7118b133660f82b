import { editDistance } from './did-you-mean.ts';

/** A key of a device's entry that means something here. */
export type Key = (typeof KEYS)[number];

/** Keys that a device has turned into its name, address, platform and groups. */
export const PLACING_KEYS: ReadonlySet<string> = new Set<Key>([
  'name',
  'ip',
  'host',
  'port',
  'device_type',
  'groups',
  'tags',
]);

/** Is this one of the keys that netmiko or netrun knows, and so no variable of the user's own? */
export function isArgument(name: string): boolean {
  return ARGUMENTS.has(name);
}

/** Does a key of the user's own, or a word before another, say that what follows is a secret? */
export function isSecretWord(word: string): boolean {
  return /passw|passphrase|secret|community|token|(?:^|[_-])(?:key|psk|pwd|pass)$/i.test(word);
}

/**
 * The key that an unknown key is a slip of the pen for; undefined for arguments and for words of the user's own.
 * The first letter is hardly ever mistyped, and short names are near to everything: `cost` is no `host`, `id` no `ip`.
 */
export function misspeltKey(name: string): Key | undefined {
  if (isArgument(name)) return undefined;
  // netmiko has no such argument and netrun's own word for device_type is platform, so it is never a variable.
  if (name === 'platform') return 'device_type';
  const letters = lettersOf(name);
  return KEYS.find((key) => {
    const wanted = LETTERS[key];
    if (letters[0] !== wanted[0]) return false;
    const slips = wanted.length >= 6 ? 2 : Number(wanted.length >= 4);
    return editDistance(letters, wanted, slips) <= slips;
  });
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}

const KEYS = [
  'name',
  'ip',
  'host',
  'port',
  'device_type',
  'username',
  'password',
  'secret',
  'key_file',
  'passphrase',
  'use_keys',
  'allow_agent',
  'ssh_config_file',
  'jump',
  'proxy_command',
  'connections',
  'algorithms',
  'disabled_algorithms',
  'legacy',
  'host_keys',
  'ssh_strict',
  'groups',
  'tags',
  'encoding',
  'pipelining',
  'login_rate',
  'shell_login',
  'shell_password',
  'disabled',
  'answers',
  'conn_timeout',
  'timeout',
  'auth_timeout',
  'banner_timeout',
  'read_timeout_override',
] as const;

/** Arguments of netmiko's ConnectHandler (base_connection.py) that are accepted and not read. */
const UNREAD_KEYS = [
  'verbose',
  'global_delay_factor',
  'global_cmd_verify',
  'pkey',
  'disable_sha2_fix',
  'system_host_keys',
  'alt_host_keys',
  'alt_key_file',
  'blocking_timeout',
  'session_timeout',
  'keepalive',
  'default_enter',
  'response_return',
  'serial_settings',
  'fast_cli',
  '_legacy_mode',
  'session_log',
  'session_log_record_writes',
  'session_log_file_mode',
  'allow_auto_change',
  'sock',
  'sock_telnet',
  'auto_connect',
  'delay_factor_compat',
  'disable_lf_normalization',
] as const;

const ARGUMENTS: ReadonlySet<string> = new Set([...KEYS, ...UNREAD_KEYS]);

const LETTERS = Object.fromEntries(KEYS.map((key) => [key, lettersOf(key)])) as Record<Key, string>; // fromEntries forgets the keys
