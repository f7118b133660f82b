import { LESS_END, MORE, MORE_PERCENT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';
import { JUNOS_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';

/** Versa FlexVNF: a login ends in a shell, from which `cli` leads on; `%` is the configuration mode. */
export const flexvnf = {
  ...singlePrompt,
  title: 'Versa FlexVNF',
  modes: {
    operational: {
      prompt: /^[\w.-]+@(?<name>[\w.-]{1,63}?)(?:-cli)?> ?$/,
      enter: { mode: 'shell', command: 'cli' },
    },
    configuration: {
      prompt: /^[\w.-]+@(?<name>[\w.-]{1,63}?)(?:-cli)?(?:\(config\))?% ?$/,
      leave: { mode: 'operational', command: 'exit configuration-mode' },
    },
    shell: { prompt: /^\[?[\w.-]+@(?<name>[\w.-]{1,63}): ?[^\]$#]*\]? ?[$#] ?$/ },
  },
  privileged: 'operational',
  enable: 'always',
  prepare: [
    { command: 'set screen width 511', purpose: 'width' },
    { command: 'set screen length 0', purpose: 'paging' },
  ],
  pagers: [MORE, MORE_PERCENT, LESS_END],
  refusals: [/^\[error\]/i, /^-+\^$/, /^\s*syntax error: /i, /^Error: /],
  readOnly: { commands: ['show', 'ping', 'traceroute'], unless: [NO_FILTER, TO_FILE] },
  words: {
    'running-config': 'show configuration',
    version: 'show system package-info',
    interfaces: 'show interfaces brief',
    inventory: 'show system details',
    routes: 'show route',
  },
  secrets: JUNOS_SECRETS,
} satisfies Platform;
