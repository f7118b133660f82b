import { ciscoLike } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import type { Platform } from './platform.ts';

/**
 * Broadcom FASTPATH (ICOS) and the switches that are made of it: the name stands in parentheses.
 * Prompts: Broadcom "FASTPATH CLI Command Reference"; Ubiquiti "EdgeSwitch CLI Command Reference".
 */
const fastpath = {
  ...ciscoLike,
  title: 'Broadcom FASTPATH',
  modes: {
    exec: { prompt: /^\((?<name>[^()]{1,63})\) ?>\s?$/ },
    privileged: {
      prompt: /^\((?<name>[^()]{1,63})\) ?#\s?$/,
      enter: { mode: 'exec', command: 'enable', secretPrompt: /^\s*(?:enable )?password:\s*$/i },
    },
    configuration: {
      prompt: /^\((?<name>[^()]{1,63})\) ?\([^()]*\) ?#\s?$/,
      leave: { mode: 'privileged', command: 'exit' },
    },
  },
  refusals: [
    ...ciscoLike.refusals,
    /^Command not found \/ Incomplete command/,
    /^Value is (?:out of range|invalid)/i,
    /^Incorrect input!/,
  ],
  logout: 'logout',
  words: {
    'running-config': 'show running-config',
    version: 'show version',
    interfaces: 'show port all',
    neighbors: 'show lldp remote-device all',
    routes: 'show ip route',
    mac: 'show mac-addr-table',
    arp: 'show arp',
  },
  save: 'write memory',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;

/** Broadcom ICOS. */
export const broadcomIcos = { ...fastpath, title: 'Broadcom ICOS' } satisfies Platform;

/** NETGEAR ProSAFE managed switches. */
export const netgearProsafe = {
  ...fastpath,
  title: 'NETGEAR ProSAFE',
  words: {},
  save: undefined,
} satisfies Platform;

/** QuantaMesh switches. */
export const quantaMesh = {
  ...fastpath,
  title: 'QuantaMesh',
  prepare: [{ command: 'no pager', purpose: 'paging' }],
  words: {
    'running-config': 'show running-config',
    version: 'show version',
    interfaces: 'show port all',
    routes: 'show ip route',
    mac: 'show mac-addr-table',
    arp: 'show arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;

/** Ubiquiti EdgeSwitch. */
export const ubiquitiEdgeSwitch = { ...fastpath, title: 'Ubiquiti EdgeSwitch' } satisfies Platform;

/** Ubiquiti UniFi switches: a login ends in a Linux shell, from which Telnet leads to the switch's own command line. */
export const ubiquitiUnifiSwitch = {
  ...fastpath,
  title: 'Ubiquiti UniFi Switch',
  modes: {
    shell: { prompt: /^(?<name>\w[\w.-]{0,62})(?::[^#$\s]*)?[#$] ?$/ },
    exec: { ...fastpath.modes.exec, enter: { mode: 'shell', command: 'telnet localhost' } },
    privileged: { ...fastpath.modes.privileged, enter: { mode: 'exec', command: 'enable' } },
    configuration: fastpath.modes.configuration,
  },
} satisfies Platform;
