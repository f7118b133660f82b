import { LESS, LESS_END } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { VYOS_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * VyOS, formerly Vyatta: bash with its own words; `user@name:~$`, and `#` when configuring.
 * Source: VyOS documentation, "Command Line Interface".
 */
export const vyos = {
  ...singlePrompt,
  title: 'VyOS',
  modes: {
    operational: { prompt: /^[\w.-]+@(?<name>[\w.-]{1,63})(?::[^#$>]*)?\$ ?$/ },
    configuration: {
      prompt: /^[\w.-]+@(?<name>[\w.-]{1,63})(?::[^#$>]*)?# ?$/,
      leave: { mode: 'operational', command: 'exit' },
    },
  },
  prepare: [
    { command: 'set terminal width 512', purpose: 'width' },
    { command: 'set terminal length 0', purpose: 'paging' },
  ],
  terminal: { type: 'vt100', columns: 512, rows: 1000 },
  pagers: [LESS, LESS_END],
  helpKey: '?',
  refusals: [
    /^\s*(?:Invalid|Ambiguous|Incomplete) command\b/i,
    /^(?:Set failed|Invalid value|Need to specify the config node)/,
    /^(?:-?\w*sh: )\S+: (?:command )?not found\s*$/,
  ],
  readOnly: { commands: ['show', 'ping', 'traceroute'], unless: [NO_FILTER, TO_FILE, SECOND_COMMAND] },
  words: {
    'running-config': 'show configuration',
    version: 'show version',
    interfaces: 'show interfaces',
    neighbors: 'show lldp neighbors',
    routes: 'show ip route',
    arp: 'show arp',
  },
  save: 'save',
  secrets: VYOS_SECRETS,
} satisfies Platform;

/** Ubiquiti EdgeRouter: EdgeOS, of the same origin. */
export const ubiquitiEdgeRouter = {
  ...vyos,
  title: 'Ubiquiti EdgeRouter',
  prepare: [
    { command: 'terminal width 512', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
  save: 'save',
} satisfies Platform;
