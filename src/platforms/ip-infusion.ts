import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** IP Infusion OcNOS. */
export const ipInfusionOcnos = {
  ...ciscoLike,
  title: 'IP Infusion OcNOS',
  words: {
    ...ciscoLike.words,
    interfaces: 'show interface brief',
    neighbors: 'show lldp table',
    inventory: 'show hardware-information all',
    routes: 'show ip route',
    arp: 'show arp',
  },
  save: 'write',
} satisfies Platform;
