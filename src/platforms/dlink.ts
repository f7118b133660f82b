import { ANY_KEY, MORE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * D-Link xStack: `name:user#`. `disable clipaging` belongs to the configuration, so the pager is answered.
 * Source: "DGS-3420 Series CLI Reference Guide".
 */
export const dlinkDs = {
  ...singlePrompt,
  title: 'D-Link xStack',
  modes: { cli: { prompt: /^(?<name>\w[\w./+ -]{0,62}?)(?::\w+)?[#>] ?$/ } },
  pagers: [
    {
      pattern:
        /^\s*CTRL\+C\s+ESC\s+q\s+Quit\s+SPACE\s+n\s+Next Page\s+(?:p\s+Previous Page\s+)?ENTER\s+Next Entry\s+a\s+All.*$/i,
      answer: ' ',
    },
    // A page that is refreshed for ever ends with q.
    { pattern: /^\s*CTRL\+C\s+ESC\s+q\s+Quit\s.*\br\s+Refresh\s*$/i, answer: 'q' },
    MORE,
    ANY_KEY,
  ],
  refusals: [
    /^Next possible completions:/,
    /^Available commands:/,
    /^Ambiguous token:/,
    /^%?Invalid input\b/i,
  ],
  logout: 'logout',
  readOnly: { commands: ['sh[ow]', 'ping', 'traceroute'], unless: [TO_FILE] },
  words: {
    'running-config': 'show config current_config',
    version: 'show switch',
    interfaces: 'show ports',
    neighbors: 'show lldp remote_ports',
    routes: 'show iproute',
    mac: 'show fdb',
    arp: 'show arpentry',
  },
  save: 'save',
} satisfies Platform;
