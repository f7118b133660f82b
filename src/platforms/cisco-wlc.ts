import { ANY_KEY, MORE, MORE_OR_QUIT, PRESS_ENTER } from './pagers.ts';
import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Cisco AireOS wireless controllers. `config paging disable` changes the configuration, so the pager is answered.
 * Prompts and questions: "Cisco Wireless Controller Command Reference".
 */
export const ciscoWlc = {
  ...singlePrompt,
  title: 'Cisco AireOS wireless controller',
  shellLogin: USER_NAME_AND_PASSWORD,
  modes: {
    cli: { prompt: /^\((?<name>[^()]{1,63})\) >\s?$/ },
    configuration: {
      prompt: /^\((?<name>[^()]{1,63})\) [\w -]+>\s?$/,
      leave: { mode: 'cli', command: 'exit' },
    },
  },
  pagers: [
    MORE,
    MORE_OR_QUIT,
    { pattern: /^\s*-+ ?more(?: ?-+)? or \(q\)uit current module.*$/i, answer: ' ' },
    PRESS_ENTER,
    ANY_KEY,
    { pattern: /^Would you like to display the next \d+ entries\? \(y\/n\)\s*$/i, answer: 'y' },
  ],
  refusals: [/^Incorrect (?:usage|input)\b/i, /^HELP:$/],
  slow: /^show (?:run-config|tech-support)/i,
  logout: 'logout',
  readOnly: { commands: ['sh[ow]', 'ping'], unless: [TO_FILE] },
  words: {
    'running-config': 'show run-config commands',
    version: 'show sysinfo',
    interfaces: 'show interface summary',
    neighbors: 'show cdp neighbors detail',
    inventory: 'show inventory',
    routes: 'show route summary',
    arp: 'show arp switch',
  },
  save: 'save config',
} satisfies Platform;
