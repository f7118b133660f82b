import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** A10 ACOS: the state of the pair and the partition stand behind the name. Source: "ACOS Command Line Interface Reference". */
export const a10 = {
  ...ciscoLike,
  title: 'A10 ACOS',
  modes: {
    exec: { prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\[[\w./-]+\])*>\s?$/ },
    privileged: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\[[\w./-]+\])*#\s?$/,
      enter: ciscoLike.modes.privileged.enter,
    },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\[[\w./-]+\])*\([^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces brief',
    inventory: 'show hardware',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show arp',
  },
  save: 'write memory',
} satisfies Platform;
