import { ciscoIos } from './cisco-ios.ts';
import type { Platform } from './platform.ts';
import { CISCO_READ_ONLY } from './read-only.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';

/**
 * Cisco IOS XR: the prompt tells the node; a login is privileged by its task groups, and `enable` is no command.
 * Prompts: "Cisco IOS XR Getting Started Guide"; `sysadmin-vm:` is the administration plane of 64-bit XR.
 */
export const ciscoXr = {
  ...ciscoIos,
  title: 'Cisco IOS XR',
  modes: {
    privileged: { prompt: /^(?:(?:RP|LC)\/[\w/]+:|sysadmin-vm:)?(?<name>[\w.@+-]{1,63})#\s?$/ },
    admin: {
      prompt: /^(?:(?:RP|LC)\/[\w/]+:)?(?<name>[\w.@+-]{1,63})\(admin\)#\s?$/,
      leave: { mode: 'privileged', command: 'exit' },
    },
    configuration: {
      prompt: /^(?:(?:RP|LC)\/[\w/]+:|sysadmin-vm:)?(?<name>[\w.@+-]{1,63})\([^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  privileged: undefined,
  enable: 'never',
  words: {
    'running-config': 'show running-config',
    version: 'show version',
    interfaces: 'show ipv4 interface brief',
    neighbors: 'show lldp neighbors',
    inventory: 'show inventory',
    routes: 'show route',
    arp: 'show arp',
  },
  save: undefined,
  readOnly: { commands: CISCO_READ_ONLY.commands, unless: [NO_FILTER, TO_FILE] },
} satisfies Platform;
