import { linux } from './linux.ts';
import { LESS_END, MORE_PERCENT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * F5 BIG-IP tmsh: a login ends in it, or in a shell from which `tmsh` leads there. The pager is a preference that is
 * stored for the user, so it is answered.
 * Source: "F5 Traffic Management Shell (tmsh) Reference Guide", `cli preference`.
 */
export const f5Tmsh = {
  ...singlePrompt,
  title: 'F5 BIG-IP, tmsh',
  modes: {
    tmsh: {
      prompt: /^[\w.-]+@\((?<name>[\w.-]+)\)(?:\([^()]*\))*\(tmos[^()]*\)# ?$/,
      enter: { mode: 'shell', command: 'tmsh' },
    },
    shell: { prompt: linux.modes.root.prompt },
  },
  privileged: 'tmsh',
  enable: 'always',
  pagers: [
    MORE_PERCENT,
    LESS_END,
    { pattern: /^Display all \d+ items\? \(y\/n\)\s*$/i, answer: 'y' },
    { pattern: /^---\(less(?: \d+%)?\)---\s*$/, answer: ' ' },
  ],
  refusals: [/^Syntax Error: /i, /^Data Input Error: /, /^Unexpected Error: /, /^\d{8}:\d: /],
  logout: 'quit',
  readOnly: { commands: ['list', 'show', 'tmsh list', 'tmsh show'], unless: [TO_FILE, SECOND_COMMAND] },
  words: {
    'running-config': 'show running-config',
    version: 'show sys version',
    interfaces: 'show net interface',
    neighbors: 'show net lldp-neighbors',
    inventory: 'show sys hardware',
    routes: 'show net route',
    mac: 'show net fdb',
    arp: 'show net arp',
  },
  save: 'save sys config',
} satisfies Platform;
