import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Citrix NetScaler: a bare `>`, unless `set cli prompt` says otherwise. Source: "NetScaler Command Reference", `set cli mode`. */
export const netscaler = {
  ...singlePrompt,
  title: 'Citrix NetScaler',
  modes: {
    cli: { prompt: /^(?<name>(?:\w[\w.@-]{0,62})?)> ?$/ },
    shell: { prompt: /^(?:[\w.-]+@)?(?<name>\w[\w.-]{0,62})[#%] ?$/ },
  },
  prepare: [{ command: 'set cli mode -page OFF', purpose: 'paging' }],
  refusals: [/^\s*\^?ERROR: /i],
  readOnly: { commands: ['sh[ow]', 'stat', 'ping', 'traceroute'], unless: [TO_FILE, SECOND_COMMAND] },
  words: {
    'running-config': 'show ns runningConfig',
    version: 'show ns version',
    interfaces: 'show interface',
    inventory: 'show ns hardware',
    routes: 'show route',
    mac: 'show bridgetable',
    arp: 'show arp',
  },
  save: 'save ns config',
} satisfies Platform;
