import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Sophos SFOS: a login ends in a menu; its fourth entry is the device console, in which commands run.
 * Source: "Sophos Firewall Command line help".
 */
export const sophosSfos = {
  ...singlePrompt,
  title: 'Sophos SFOS',
  modes: {
    menu: { prompt: /^\s*(?<name>)Select Menu Number \[[\d-]+\]:\s*$/ },
    console: { prompt: /^(?<name>)console> ?$/, enter: { mode: 'menu', command: '4' } },
  },
  privileged: 'console',
  enable: 'always',
  refusals: [/^% ?Error: /i, ...singlePrompt.refusals],
  readOnly: { commands: ['show', '* show'], unless: [TO_FILE] },
  words: {
    version: 'system diagnostics show version-info',
    interfaces: 'show network interfaces',
    arp: 'system diagnostics utilities arp show',
  },
} satisfies Platform;
