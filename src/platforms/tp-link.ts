import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/**
 * TP-Link JetStream: Enter is CR LF.
 * Source: "T1600G/T2600G CLI Reference Guide"; errors: `Error: Bad command`.
 */
export const tpLinkJetstream = {
  ...ciscoLike,
  title: 'TP-Link JetStream',
  enter: '\r\n',
  pagers: [...ciscoLike.pagers, { pattern: /^Press any key to continue \(Q to quit\)\s*$/, answer: ' ' }],
  refusals: [...ciscoLike.refusals, /^\s*Error: /],
  words: {
    'running-config': 'show running-config',
    version: 'show system-info',
    interfaces: 'show interface status',
    neighbors: 'show lldp neighbor-information interface',
    inventory: 'show system-info',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;
