import { ciscoLike } from './cisco-like.ts';
import { ANY_KEY, MORE, MORE_OR_QUIT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { ARUBA_SECRETS } from './secrets.ts';

/**
 * Aruba wireless controllers: `(name) [mm] #`; `*` and `^` before the node mark what is not saved or not in step.
 * Source: "ArubaOS CLI Reference Guide".
 */
export const arubaOs = {
  ...ciscoLike,
  title: 'ArubaOS wireless controller',
  modes: {
    exec: { prompt: /^\((?<name>[^()]{1,63})\) ?[*^]{0,2}(?:\[[^[\]]*\] ?)?>\s?$/ },
    privileged: {
      prompt: /^\((?<name>[^()]{1,63})\) ?[*^]{0,2}(?:\[[^[\]]*\] ?)?#\s?$/,
      enter: ciscoLike.modes.privileged.enter,
    },
    configuration: {
      prompt: /^\((?<name>[^()]{1,63})\) ?[*^]{0,2}(?:\[[^[\]]*\] ?)?\([^()]*\) ?#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  prepare: [{ command: 'no paging', purpose: 'paging' }],
  words: {
    ...ciscoLike.words,
    interfaces: 'show ip interface brief',
    neighbors: 'show ap lldp neighbors',
    inventory: 'show inventory',
    routes: 'show ip route',
    arp: 'show arp',
  },
  secrets: ARUBA_SECRETS,
  save: 'copy running-config startup-config',
} satisfies Platform;

/** Aruba AOS-CX. Source: "AOS-CX Command-Line Interface Guide", `page`. */
export const arubaAosCx = {
  ...ciscoLike,
  title: 'Aruba AOS-CX',
  prepare: [{ command: 'no page', purpose: 'paging' }],
  pagers: [MORE, MORE_OR_QUIT, ANY_KEY],
  refusals: [...ciscoLike.refusals, /^Invalid input: /, /^% Command incomplete/, /^.{1,60} doesn't exist\b/],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interface brief',
    neighbors: 'show lldp neighbor-info',
    inventory: 'show module',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show arp',
  },
  secrets: ARUBA_SECRETS,
  save: 'copy running-config startup-config',
} satisfies Platform;
