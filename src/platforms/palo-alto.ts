import { LESS, LESS_END } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';
import { PANOS_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Palo Alto Networks PAN-OS: the state of the pair stands behind the host name.
 * Source: "PAN-OS CLI Quick Start", `set cli`, which holds for the session.
 */
export const paloAltoPanos = {
  ...singlePrompt,
  title: 'Palo Alto Networks PAN-OS',
  modes: {
    operational: { prompt: /^[\w.@-]+@(?<name>[\w.-]{1,63})(?:\([\w-]+\))?> ?$/ },
    configuration: {
      prompt: /^[\w.@-]+@(?<name>[\w.-]{1,63})(?:\([\w-]+\))?# ?$/,
      leave: { mode: 'operational', command: 'exit' },
    },
  },
  loginAnswers: [{ question: /Do you accept and acknowledge the statement above/i, answer: 'yes' }],
  prepare: [
    { command: 'set cli scripting-mode on', purpose: 'width' },
    { command: 'set cli terminal width 500', purpose: 'width' },
    { command: 'set cli pager off', purpose: 'paging' },
  ],
  terminal: { ...singlePrompt.terminal, columns: 500 },
  pagers: [LESS, LESS_END],
  helpKey: '?',
  eraseLine: 'backspaces',
  refusals: [/^Unknown command: /, /^Invalid syntax\./, /^Server error\b/i, /^Validation Error:/i],
  readOnly: { commands: ['show', 'ping', 'traceroute'], unless: [NO_FILTER, TO_FILE] },
  words: {
    'running-config': 'show config running',
    version: 'show system info',
    interfaces: 'show interface all',
    neighbors: 'show lldp neighbors all',
    routes: 'show routing route',
    mac: 'show mac all',
    arp: 'show arp all',
  },
  secrets: PANOS_SECRETS,
} satisfies Platform;
