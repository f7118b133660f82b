import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/**
 * NEC UNIVERGE IX: `svintr-config` is its configuration mode, in which `terminal length` exists, so neither is used.
 * Source: "UNIVERGE IX Series Command Reference".
 */
export const necIx = {
  ...ciscoLikeWithoutEnable,
  title: 'NEC UNIVERGE IX',
  modes: {
    operation: { prompt: /^(?<name>[\w.@/:+-]{1,63})# ?$/ },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})\([^()]*\)# ?$/,
      leave: { mode: 'operation', command: 'exit' },
    },
  },
  prepare: [],
  refusals: [
    ...ciscoLikeWithoutEnable.refusals,
    /^% .{1,80} -- (?:Invalid|Incomplete|Ambiguous|Missing) command/i,
  ],
  words: {
    ...ciscoLikeWithoutEnable.words,
    interfaces: 'show interfaces',
    inventory: 'show hardware',
    routes: 'show ip route',
    arp: 'show arp entry',
  },
  save: 'write memory',
} satisfies Platform;
