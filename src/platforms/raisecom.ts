import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Raisecom ROAP. */
export const raisecomRoap = {
  ...ciscoLike,
  title: 'Raisecom ROAP',
  prepare: [{ command: 'terminal page-break disable', purpose: 'paging' }],
  refusals: [
    ...ciscoLike.refusals,
    /^Error input in the position marked by '\^'/,
    /^Ambiguous input in the position marked/,
    /^% {2}Incomplete command/,
  ],
  words: { ...ciscoLike.words, neighbors: 'show lldp remote', routes: 'show ip route', arp: 'show arp' },
  save: 'write startup-config',
} satisfies Platform;
