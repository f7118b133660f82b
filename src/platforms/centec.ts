import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Centec OS. */
export const centecOs = {
  ...ciscoLike,
  title: 'Centec OS',
  words: {
    ...ciscoLike.words,
    interfaces: 'show interface status',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show ip arp',
  },
  save: 'write',
} satisfies Platform;
