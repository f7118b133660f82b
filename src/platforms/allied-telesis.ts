import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Allied Telesis AlliedWare Plus. */
export const alliedTelesisAwplus = {
  ...ciscoLike,
  title: 'Allied Telesis AlliedWare Plus',
  words: {
    ...ciscoLike.words,
    interfaces: 'show interface brief',
    neighbors: 'show lldp neighbors',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;
