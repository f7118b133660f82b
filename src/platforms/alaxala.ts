import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/**
 * AlaxalA AX2600S and AX3600S: `!` marks a configuration that is not saved, and in configuration mode the name is missing.
 * Source: "AX3600S Configuration Command Reference" and "Operation Command Reference", `set terminal pager`.
 */
export const alaxala = {
  ...ciscoLike,
  title: 'AlaxalA AX2600S and AX3600S',
  modes: {
    exec: { prompt: /^!?(?<name>[\w.@-]{1,63})> ?$/ },
    privileged: { prompt: /^!?(?<name>[\w.@-]{1,63})# ?$/, enter: ciscoLike.modes.privileged.enter },
    configuration: {
      prompt: /^!?(?<name>[\w.@-]{0,63})\(config[^()]*\)# ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  prepare: [{ command: 'set terminal pager disable', purpose: 'paging' }],
  refusals: [...ciscoLike.refusals, /^% ?illegal\b/i],
  words: {
    ...ciscoLike.words,
    inventory: 'show system',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show ip arp',
  },
  save: 'write',
} satisfies Platform;
