import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/**
 * Cisco Viptela vEdge, vBond, vSmart and vManage: a ConfD command line.
 * Paging and errors: "Cisco SD-WAN Command Reference", `paginate`.
 */
export const ciscoViptela = {
  ...ciscoLikeWithoutEnable,
  title: 'Cisco Viptela',
  prepare: [{ command: 'paginate false', purpose: 'paging' }],
  refusals: [/^\s*syntax error: /i, /^Error: /, /^Aborted: /],
  words: {
    ...ciscoLikeWithoutEnable.words,
    interfaces: 'show interface',
    inventory: 'show hardware inventory',
    routes: 'show ip routes',
    arp: 'show arp',
  },
  save: undefined,
} satisfies Platform;
