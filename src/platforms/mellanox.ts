import { ciscoLike } from './cisco-like.ts';
import { LESS, LESS_END } from './pagers.ts';
import type { Platform } from './platform.ts';

/**
 * NVIDIA Onyx (MLNX-OS) and its relatives: a blank before `>` and `#`, the cluster's role in brackets.
 * Source: "NVIDIA Onyx User Manual", `cli session paging`.
 */
export const mellanoxMlnxos = {
  ...ciscoLike,
  title: 'NVIDIA Onyx (MLNX-OS)',
  modes: {
    exec: { prompt: /^(?<name>[\w.@/:+-]{1,63})(?: \[[^[\]]*\])? > ?$/ },
    privileged: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?: \[[^[\]]*\])? # ?$/,
      enter: { mode: 'exec', command: 'enable' },
    },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?: \[[^[\]]*\])? \(config[^()]*\) # ?$/,
      leave: { mode: 'privileged', command: 'exit' },
    },
  },
  prepare: [{ command: 'no cli session paging enable', purpose: 'paging' }],
  pagers: [...ciscoLike.pagers, LESS, LESS_END],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces ethernet status',
    neighbors: 'show lldp interfaces ethernet remote',
    inventory: 'show inventory',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show ip arp',
  },
  save: 'configuration write',
} satisfies Platform;

/** Endace DAG and EndaceProbe. */
export const endace = {
  ...mellanoxMlnxos,
  title: 'Endace',
  modes: {
    ...mellanoxMlnxos.modes,
    privileged: { ...mellanoxMlnxos.modes.privileged, enter: ciscoLike.modes.privileged.enter },
  },
  words: { 'running-config': 'show running-config', version: 'show version' },
  save: 'configuration write',
} satisfies Platform;

/** Silver Peak VXOA (Aruba EdgeConnect). */
export const silverpeakVxoa = {
  ...endace,
  title: 'Silver Peak VXOA',
  words: { ...endace.words, interfaces: 'show interfaces', inventory: 'show system', arp: 'show arp' },
  save: 'copy running-config startup-config',
} satisfies Platform;
