import { ciscoLike, ciscoLikeWithoutEnable } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import { ANY_KEY, MORE, MORE_OR_QUIT, MORE_SPACE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';

/**
 * Dell Networking OS9 and Force10 FTOS: a login banner may have to be acknowledged.
 * Source: "Dell Command-Line Reference Guide for OS9", `banner login acknowledgment`.
 */
export const dellOs9 = {
  ...ciscoLike,
  title: 'Dell OS9 and Force10',
  pagers: [
    ...ciscoLike.pagers,
    { pattern: /acknowledge the above statement\?? ?\[y\/n\]:?\s*$/i, answer: 'y\r' },
  ],
  words: {
    ...ciscoLike.words,
    interfaces: 'show ip interface brief',
    neighbors: 'show lldp neighbors',
    inventory: 'show inventory',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show arp',
  },
  save: 'write memory',
} satisfies Platform;

/** Dell N series, OS6. */
export const dellOs6 = {
  ...ciscoLike,
  title: 'Dell OS6',
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces status',
    neighbors: 'show lldp remote-device all',
    inventory: 'show system',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show arp',
  },
  save: 'copy running-configuration startup-configuration',
} satisfies Platform;

/** Dell SmartFabric OS10. */
export const dellOs10 = {
  ...ciscoLike,
  title: 'Dell OS10',
  refusals: [...ciscoLike.refusals, /^An invalid interface\b/],
  words: {
    'running-config': 'show running-configuration',
    version: 'show version',
    interfaces: 'show interface status',
    neighbors: 'show lldp neighbors',
    inventory: 'show inventory',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show ip arp',
  },
  save: 'copy running-configuration startup-configuration',
} satisfies Platform;

/** Dell PowerConnect: some models know `terminal datadump`, others `terminal length 0`; some ask for the login in the shell. */
export const dellPowerConnect = {
  ...ciscoLike,
  title: 'Dell PowerConnect',
  shellLogin: USER_NAME_AND_PASSWORD,
  prepare: [{ command: 'terminal datadump', purpose: 'paging', otherwise: 'terminal length 0' }],
  pagers: [MORE_SPACE, MORE_OR_QUIT, MORE, ANY_KEY],
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces status',
    neighbors: 'show lldp neighbors',
    routes: 'show ip route',
    mac: 'show bridge address-table',
    arp: 'show arp',
  },
  save: 'copy running-config startup-config',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;

/** Dell Enterprise SONiC: a login ends in the management command line, or in a Linux shell from which `sonic-cli` leads there. */
export const dellSonic = {
  ...ciscoLikeWithoutEnable,
  title: 'Dell Enterprise SONiC',
  modes: {
    privileged: { prompt: /^(?<name>\w[\w.-]{0,62})# ?$/, enter: { mode: 'shell', command: 'sonic-cli' } },
    configuration: {
      prompt: /^(?<name>\w[\w.-]{0,62})\([^()]*\)# ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
    shell: { prompt: /^[\w.-]+@(?<name>\w[\w.-]{0,62}):[^#$]*[#$] ?$/ },
  },
  privileged: 'privileged',
  enable: 'always',
  words: {
    'running-config': 'show running-configuration',
    version: 'show version',
    interfaces: 'show interface status',
    neighbors: 'show lldp table',
    inventory: 'show platform syseeprom',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show ip arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;
