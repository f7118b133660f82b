import type { Behaviour, FaultStage } from './behaviour.ts';
import type { DeviceOptions } from './lab.ts';

/** A device on a bad day. */
export type FaultyDevice = {
  readonly device: DeviceOptions;
  /** What an inventory has wrong about it. */
  readonly inventory?: { readonly password?: string; readonly secret?: string; readonly host_keys?: string };
  /** The command at which it happens; absent: at any, or before. */
  readonly command?: string;
};

/** Whatever a network does to those who run commands on it, by a name that may be a device's. */
export const FAULTS = {
  'says-nothing': breaking('connect', 'silence'),
  'says-nothing-and-reads-nothing': breaking('connect', 'deafness'),
  'says-garbage': posing('\x00\x01\xfe\x80\x13garbage\x9d\x00'.repeat(40), 'close'),
  'says-garbage-and-waits': posing('\x00\x01\xfe\x80\x13garbage\x9d\x00'.repeat(40), 'silence'),
  'speaks-http': posing('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n', 'close'),
  'speaks-telnet': posing('\xff\xfd\x18\xff\xfd\x20\xff\xfd\x23\xff\xfd\x27', 'silence'),
  'speaks-ssh-1': posing('SSH-1.5-Cisco-1.25\r\n', 'silence'),
  'has-too-many-logins': posing('Exceeded MaxStartups\r\n', 'close'),
  'has-all-lines-taken': behaving({ maxSessions: 0 }),
  'closes-at-once': breaking('connect', 'close'),
  'closes-after-identification': breaking('identification', 'close'),
  'closes-in-key-exchange': breaking('key-exchange', 'close'),
  'closes-after-key-exchange': breaking('handshake', 'close'),
  'closes-after-authentication': breaking('authentication', 'close'),
  'closes-after-channel': breaking('channel', 'close'),
  'closes-after-shell': breaking('shell', 'close'),
  'closes-in-output': breaking('half-output', 'close'),
  'resets-at-once': breaking('connect', 'reset'),
  'resets-after-identification': breaking('identification', 'reset'),
  'resets-in-key-exchange': breaking('key-exchange', 'reset'),
  'resets-after-key-exchange': breaking('handshake', 'reset'),
  'resets-after-authentication': breaking('authentication', 'reset'),
  'resets-after-channel': breaking('channel', 'reset'),
  'resets-after-shell': breaking('shell', 'reset'),
  'resets-in-output': breaking('half-output', 'reset'),
  'is-silent-after-identification': breaking('identification', 'silence'),
  'is-silent-in-key-exchange': breaking('key-exchange', 'silence'),
  'is-silent-after-key-exchange': breaking('handshake', 'silence'),
  'is-silent-after-authentication': breaking('authentication', 'silence'),
  'is-silent-after-channel': breaking('channel', 'silence'),
  'has-no-prompt': breaking('shell', 'silence'),
  'is-silent-in-output': breaking('half-output', 'silence'),
  'is-deaf-in-output': breaking('half-output', 'deafness'),
  'knows-unusual-algorithms': behaving({ algorithms: 'unusual' }),
  'has-another-key': { device: {}, inventory: { host_keys: `SHA256:${'A'.repeat(43)}` } },
  'refuses-password': { device: {}, inventory: { password: 'n0t-the-password' } },
  'refuses-password-in-dialogue': {
    ...behaving({ authentication: 'keyboard-interactive' }),
    inventory: { password: 'n0t-the-pa55word' },
  },
  'has-password-expired': behaving({ password: 'expired' }),
  'refuses-secret': { device: {}, inventory: { secret: 'n0t-the-secret' } },
  'has-no-secret': behaving({ privilege: 'nowhere' }),
  'refuses-session': behaving({ refuses: ['session'] }),
  'refuses-terminal': behaving({ refuses: ['pty'] }),
  'refuses-shell': behaving({ refuses: ['shell'] }),
  'refuses-command': { device: { platform: 'linux', behaviour: { refuses: ['exec'] } }, command: 'uname -n' },
  'prints-without-end': { device: {}, command: 'show tech-support' },
  'prints-a-byte-a-second': { device: {}, command: 'show slow' },
  'prints-much': { device: {}, command: 'show bytes 5000000' },
} as const satisfies Record<string, FaultyDevice>;

export type FaultName = keyof typeof FAULTS;

function behaving(behaviour: Partial<Behaviour>): FaultyDevice {
  return { device: { behaviour } };
}

function breaking(after: FaultStage, effect: NonNullable<Behaviour['fault']>['effect']): FaultyDevice {
  return behaving({ fault: { after, effect } });
}

function posing(says: string, effect: 'close' | 'silence'): FaultyDevice {
  return behaving({ impostor: { says, effect } });
}
