import { Option } from 'commander';
import type { HostKeyChecking } from '../../model/login.ts';
import { type OptionGroup, type Setting, setting } from './option-group.ts';

/** How it is made sure that a device is the right one. */
export type HostKeySettings = {
  readonly hostKeys: Setting<HostKeyChecking>;
  /** The only file of known host keys that counts; undefined: netrun's own, and those of OpenSSH. */
  readonly knownHosts: string | undefined;
};

type Values = { hostKeys: HostKeyChecking; knownHosts?: string };

export const hostKeys: OptionGroup<Values, HostKeySettings> = {
  title: 'Host keys:',
  everyday: ['--host-keys'],
  options: () => [
    new Option(
      '--host-keys <checking>',
      'take new host keys and store them, take known ones only, or take any',
    )
      .choices(['accept-new', 'strict', 'off'] satisfies HostKeyChecking[])
      .default('accept-new')
      .env('NETRUN_HOST_KEYS'),
    new Option('--known-hosts <file>', 'look for host keys there only, and store new ones there').env(
      'NETRUN_KNOWN_HOSTS',
    ),
  ],
  read: (values, given) => ({
    hostKeys: setting(given, 'hostKeys', values.hostKeys),
    knownHosts: values.knownHosts,
  }),
};
