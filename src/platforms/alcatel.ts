import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Alcatel-Lucent Enterprise AOS: `->`, unless `session prompt` says otherwise. Source: "OmniSwitch CLI Reference Guide". */
export const alcatelAos = {
  ...singlePrompt,
  title: 'Alcatel-Lucent Enterprise AOS',
  modes: { cli: { prompt: /^(?<name>(?:\w[\w.@/:+ -]{0,62}?)?)(?: ?[-=]>|(?<=\S)[>#]) ?$/ } },
  refusals: [/^\s*ERROR: /i, /^\s*\^\s*$/],
  readOnly: { commands: ['show', 'ping', 'traceroute'], unless: [TO_FILE] },
  words: {
    'running-config': 'show configuration snapshot',
    version: 'show microcode',
    interfaces: 'show interfaces status',
    neighbors: 'show lldp remote-system',
    inventory: 'show chassis',
    routes: 'show ip routes',
    mac: 'show mac-learning',
    arp: 'show arp',
  },
  save: 'write memory flash-synchro',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;
