import { ciscoLike } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import type { Platform } from './platform.ts';

/**
 * Ruckus, formerly Brocade and Foundry, IronWare: the way in stands before the name, paging is switched off when
 * privileged, and `enable` may ask for a user name.
 * Source: "Ruckus FastIron Command Reference", `skip-page-display`.
 */
export const ruckusFastiron = {
  ...ciscoLike,
  title: 'Ruckus and Brocade FastIron',
  modes: {
    exec: { prompt: /^(?:(?:SSH|telnet)@)?(?<name>[\w.@/:+ -]{0,62}[\w.@/:+-])> ?$/ },
    privileged: {
      prompt: /^(?:(?:SSH|telnet)@)?(?<name>[\w.@/:+ -]{0,62}[\w.@/:+-])# ?$/,
      enter: {
        mode: 'exec',
        command: 'enable',
        usernamePrompt: /^\s*(?:user ?name|login):\s*$/i,
        secretPrompt: /^\s*(?:enable )?password:\s*$/i,
      },
    },
    configuration: {
      prompt: /^(?:(?:SSH|telnet)@)?(?<name>[\w.@/:+ -]{0,62}[\w.@/:+-])\([^()]*\)# ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  prepare: [{ command: 'skip-page-display', purpose: 'paging' }],
  refusals: [...ciscoLike.refusals, /^(?:Error|Invalid input|Ambiguous input|Incomplete command) ?(?:-|->)/],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces brief',
    neighbors: 'show lldp neighbors',
    inventory: 'show media',
    routes: 'show ip route',
    mac: 'show mac-address',
    arp: 'show arp',
  },
  save: 'write memory',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;

/** Extreme, formerly Brocade, NetIron. */
export const extremeNetiron = { ...ruckusFastiron, title: 'Extreme and Brocade NetIron' } satisfies Platform;
