import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import type { Platform } from './platform.ts';

/** Enterasys SecureStack and S series: the login's rights stand in the prompt. `set length` is kept for
 * good, so the pager is answered. Source: "Enterasys CLI Reference", `set length`. */
export const enterasys = {
  ...ciscoLikeWithoutEnable,
  title: 'Enterasys',
  modes: { cli: { prompt: /^(?<name>\w[\w.@/:+ -]{0,62}?)(?:\([a-z]{2}\))?->\s?$/ } },
  prepare: [],
  refusals: [...ciscoLikeWithoutEnable.refusals, /^Command Error/i, /^Unknown command or /i],
  words: {
    'running-config': 'show config',
    version: 'show version',
    interfaces: 'show port status',
    neighbors: 'show neighbors',
    inventory: 'show system hardware',
    routes: 'show ip route',
    mac: 'show mac',
    arp: 'show arp',
  },
  save: 'save config',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;
