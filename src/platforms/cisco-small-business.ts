import { ciscoLike } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import { ANY_KEY, MORE, MORE_SPACE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';

/** Cisco 200 series. */
export const ciscoS200 = {
  ...ciscoLike,
  title: 'Cisco 200 series',
  shellLogin: USER_NAME_AND_PASSWORD,
  save: 'write memory',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;

/**
 * Cisco 300 and Catalyst 1200/1300 series, CBS.
 * Paging: "Cisco 300 Series Managed Switches CLI Guide", `terminal datadump`.
 */
export const ciscoS300 = {
  ...ciscoLike,
  title: 'Cisco 300 series and Business switches',
  shellLogin: USER_NAME_AND_PASSWORD,
  prepare: [
    { command: 'terminal width 511', purpose: 'width' },
    { command: 'terminal datadump', purpose: 'paging' },
  ],
  pagers: [MORE_SPACE, MORE, ANY_KEY],
  refusals: [...ciscoLike.refusals, /^% ?(?:missing mandatory parameter|bad parameter value|bad interface)/i],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces status',
    neighbors: 'show lldp neighbors',
    inventory: 'show system id',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show arp',
  },
  save: 'write memory',
} satisfies Platform;
