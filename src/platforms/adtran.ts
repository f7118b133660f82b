import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** ADTRAN AOS. */
export const adtranOs = {
  ...ciscoLike,
  title: 'ADTRAN OS',
  prepare: [
    { command: 'terminal width 132', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
  terminal: { ...ciscoLike.terminal, columns: 132 },
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces',
    neighbors: 'show lldp neighbors',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;
