import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Ruijie RGOS; a login may ask for a new password, which is declined. */
export const ruijieOs = {
  ...ciscoLike,
  title: 'Ruijie RGOS',
  prepare: [
    { command: 'terminal width 256', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
  terminal: { ...ciscoLike.terminal, columns: 256 },
  pagers: [
    ...ciscoLike.pagers,
    { pattern: /change (?:the |your )?password now\?? ?\[y\/n\]:?\s*$/i, answer: 'n\r' },
  ],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces status',
    neighbors: 'show lldp neighbors',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show arp',
  },
  save: 'write',
} satisfies Platform;
