import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Supermicro switches (SMIS): paging is a matter of the configuration, so the pager is answered. */
export const supermicroSmis = {
  ...ciscoLikeWithoutEnable,
  title: 'Supermicro SMIS',
  prepare: [],
  words: {
    'running-config': 'show running-config',
    version: 'show system information',
    interfaces: 'show interface status',
    neighbors: 'show lldp neighbors',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show ip arp',
  },
  save: 'write startup-config',
} satisfies Platform;
