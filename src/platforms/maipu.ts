import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Maipu routers and switches. */
export const maipu = {
  ...ciscoLike,
  title: 'Maipu',
  prepare: [{ command: 'more off', purpose: 'paging' }],
  words: {
    ...ciscoLike.words,
    interfaces: 'show ip interface brief',
    routes: 'show ip route',
    mac: 'show mac-address all',
    arp: 'show arp',
  },
  save: 'write',
} satisfies Platform;
