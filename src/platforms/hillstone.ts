import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Hillstone StoneOS: the role in the pair stands behind the name. */
export const hillstoneStoneos = {
  ...ciscoLikeWithoutEnable,
  title: 'Hillstone StoneOS',
  modes: {
    privileged: { prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\([A-Z]\))?[#>]\s?$/ },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\([A-Z]\))?\(config[^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  refusals: [
    ...ciscoLikeWithoutEnable.refusals,
    /^\s*\^-+ ?(?:unrecognized keyword|incomplete command|ambiguous)\b/i,
  ],
  words: {
    'running-config': 'show configuration',
    version: 'show version',
    interfaces: 'show interface',
    inventory: 'show inventory',
    routes: 'show ip route',
    arp: 'show arp',
  },
  save: 'save all',
} satisfies Platform;
