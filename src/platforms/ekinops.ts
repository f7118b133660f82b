import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Ekinops OneOS6 (EK360). */
export const ekinopsEk360 = {
  ...ciscoLike,
  title: 'Ekinops OneOS6',
  prepare: [{ command: 'term len 0', purpose: 'paging' }],
  refusals: [...ciscoLike.refusals, /^Error: /i, /^Syntax error\b/i],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces',
    inventory: 'show system hardware',
    routes: 'show ip route',
    arp: 'show arp',
  },
  save: 'write mem',
} satisfies Platform;

/** OneAccess OneOS: Enter is CR LF; its width has different commands in OneOS5 and OneOS6, so none is sent. */
export const oneaccessOneos = { ...ekinopsEk360, title: 'OneAccess OneOS', enter: '\r\n' } satisfies Platform;
