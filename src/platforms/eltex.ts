import { ciscoLike } from './cisco-like.ts';
import { ANY_KEY, MORE, MORE_SPACE } from './pagers.ts';
import type { Platform } from './platform.ts';

/** Eltex MES switches. */
export const eltex = {
  ...ciscoLike,
  title: 'Eltex MES',
  prepare: [{ command: 'terminal datadump', purpose: 'paging' }],
  pagers: [MORE_SPACE, MORE, ANY_KEY],
  refusals: [...ciscoLike.refusals, /^% ?(?:missing mandatory parameter|bad parameter value)/i],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces status',
    neighbors: 'show lldp neighbors',
    inventory: 'show system id',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show arp',
  },
  save: undefined,
} satisfies Platform;

/** Eltex ESR routers. */
export const eltexEsr = {
  ...eltex,
  title: 'Eltex ESR',
  pagers: [
    ...eltex.pagers,
    { pattern: /^\s*More\? Enter - next line; Space - next page; Q - quit;.*$/, answer: ' ' },
  ],
  refusals: [...eltex.refusals, /^Syntax error: /i],
  words: { ...eltex.words, interfaces: 'show ip interfaces' },
  save: undefined,
} satisfies Platform;
