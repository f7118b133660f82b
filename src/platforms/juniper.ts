import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import { LESS_END, MORE_PERCENT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';
import { JUNOS_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';
import { JUNOS_VOLATILE } from './volatile.ts';

/**
 * Juniper Junos: `user@name>` with a line `{master:0}` before it on some; root's login ends in a shell, from which `cli`
 * leads on.
 * Source: "Junos CLI User Guide", `set cli screen-length`, which holds for the session.
 */
export const juniperJunos = {
  ...singlePrompt,
  title: 'Juniper Junos',
  modes: {
    operational: {
      prompt: /^(?:[\w.-]+@)(?<name>[\w.:-]{1,63})> ?$/,
      enter: { mode: 'shell', command: 'cli' },
    },
    configuration: {
      prompt: /^(?!root@[\w.:-]+:)(?:[\w.-]+@)(?<name>[\w.-]{1,63})# ?$/,
      leave: { mode: 'operational', command: 'exit configuration-mode' },
    },
    shell: {
      prompt:
        /^(?:[\w.-]+@(?<name>[\w.-]{1,63}?)(?::[A-Z]{2}:\d+)?(?:[:% ~/][^%#$>]*)?[%$]|root@[\w.-]+:[^#]*#|%) ?$/,
    },
  },
  privileged: 'operational',
  enable: 'always',
  prepare: [
    { command: 'set cli complete-on-space off', purpose: 'width' },
    { command: 'set cli screen-width 511', purpose: 'width' },
    { command: 'set cli screen-length 0', purpose: 'paging' },
  ],
  pagers: [MORE_PERCENT, { pattern: /^---\(more(?: \d+%)?\)---\s*$/, answer: ' ' }, LESS_END],
  refusals: [
    /^\s*(?:syntax error|unknown command|missing argument|missing mandatory argument|invalid (?:numeric )?value|No valid completions)\b/i,
    /^\s*'?[\w-]+'? is ambiguous\b/,
    /^error: (?:command is not valid|permission denied|syntax error)/i,
  ],
  slow: /^request support/i,
  helpKey: '?',
  readOnly: {
    commands: ['sh[ow]', 'ping', 'traceroute', 'file list', 'file show'],
    unless: [NO_FILTER],
  },
  words: {
    'running-config': 'show configuration',
    version: 'show version',
    interfaces: 'show interfaces terse',
    neighbors: 'show lldp neighbors',
    inventory: 'show chassis hardware',
    routes: 'show route',
    mac: 'show ethernet-switching table',
    arp: 'show arp no-resolve',
  },
  secrets: JUNOS_SECRETS,
  volatile: JUNOS_VOLATILE,
} satisfies Platform;

/**
 * Juniper ScreenOS: `set console page 0` holds for the session; a login may have to accept an agreement.
 * Source: "ScreenOS CLI Reference Guide".
 */
export const juniperScreenos = {
  ...singlePrompt,
  title: 'Juniper ScreenOS',
  modes: { cli: { prompt: /^(?<name>\w[\w.-]{0,62}?)(?:\([\w-]+\))*-> ?$/ } },
  prepare: [{ command: 'set console page 0', purpose: 'paging' }],
  pagers: [...singlePrompt.pagers, { pattern: /^\s*Accept this agreement y\/\[n\]\s*$/i, answer: 'y' }],
  refusals: [/^\s*\^-+/, /^unknown keyword\b/i, /^incomplete command\b/i, /^### /],
  readOnly: { commands: ['get', 'ping', 'trace-route'], unless: [TO_FILE] },
  words: {
    'running-config': 'get config',
    version: 'get system',
    interfaces: 'get interface',
    inventory: 'get chassis',
    routes: 'get route',
    mac: 'get mac-learn',
    arp: 'get arp',
  },
  legacyAlgorithms: GROUP1_AND_DSS,
  save: 'save config',
} satisfies Platform;
