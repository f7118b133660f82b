import { ciscoLike, ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';

/** Ericsson IPOS and SmartEdge: the context stands before the name, and `enable` takes a level. */
export const ericssonIpos = {
  ...ciscoLike,
  title: 'Ericsson IPOS',
  modes: {
    exec: { prompt: /^\[[\w.-]+\](?<name>[\w.@-]{1,63})>\s?$/ },
    privileged: {
      prompt: /^\[[\w.-]+\](?<name>[\w.@-]{1,63})#\s?$/,
      enter: { mode: 'exec', command: 'enable 15', secretPrompt: /^\s*(?:enable )?password:\s*$/i },
    },
    configuration: {
      prompt: /^\[[\w.-]+\](?<name>[\w.@-]{1,63})\([^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  prepare: [
    { command: 'terminal width 512', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
  words: {
    'running-config': 'show configuration',
    version: 'show version',
    interfaces: 'show ip interface brief',
    neighbors: 'show lldp neighbors',
    inventory: 'show hardware',
    routes: 'show ip route',
    arp: 'show arp',
  },
  save: 'save config',
} satisfies Platform;

/** Ericsson MINI-LINK TN with MMU 63: SSH lets everyone in, and the shell asks for the login. */
export const ericssonMinilink63 = {
  ...ciscoLikeWithoutEnable,
  title: 'Ericsson MINI-LINK 63',
  shellLogin: USER_NAME_AND_PASSWORD,
  prepare: [],
  words: {},
  save: 'write',
} satisfies Platform;

/** Ericsson MINI-LINK TN with MMU 66. */
export const ericssonMinilink66 = {
  ...ericssonMinilink63,
  title: 'Ericsson MINI-LINK 66',
} satisfies Platform;
