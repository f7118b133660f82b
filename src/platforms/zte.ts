import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** ZTE ZXROS. */
export const zteZxros = {
  ...ciscoLike,
  title: 'ZTE ZXROS',
  refusals: [...ciscoLike.refusals, /^%(?:Error|Code)\b/],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interface brief',
    neighbors: 'show lldp neighbor',
    routes: 'show ip route',
    arp: 'show arp',
  },
  save: 'write',
} satisfies Platform;
