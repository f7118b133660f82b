import type { Platform } from './platform.ts';
import { ROUTEROS_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';
import { ROUTEROS_VOLATILE } from './volatile.ts';

/**
 * MikroTik RouterOS: the path stands in the prompt, `<SAFE>` tells of safe mode; a first login asks about the licence.
 * Enter is CR LF. Behind the user name stands that the console is to have no colours, not to ask for the terminal's kind, and
 * to be 511 wide: `+ct511w4098h`.
 * Source: RouterOS documentation, "Command Line Interface".
 */
export const mikrotikRouterOs = {
  ...singlePrompt,
  title: 'MikroTik RouterOS',
  modes: { cli: { prompt: /^\[[^@[\]\s]{1,63}@(?<name>[^[\]]{1,64})\] (?:\/?[\w /-]*)?(?:<SAFE>)?> ?$/ } },
  enter: '\r\n',
  usernameSuffix: '+ct511w4098h',
  pagers: [
    { pattern: /^\s*Do you want to see the software license\? \[Y\/n\]:?\s*$/i, answer: 'n' },
    { pattern: /^-- \[Q quit\|D dump\|.*\]\s*$/, answer: 'd' },
    { pattern: /^new password>\s*$/, answer: '\x03' },
  ],
  refusals: [
    /^bad command name\b/,
    /^expected (?:end of command|command name|value)\b/i,
    /^syntax error\b/,
    /^input does not match any value\b/,
    /^no such item\b/,
    /^failure: /,
    /^bad parameter\b/,
  ],
  logout: '/quit',
  readOnly: {
    commands: ['* pr[int]', '* ex[port]', '/ex[port]', '/ping', 'ping', '/tool traceroute'],
    unless: [/[;[\]{}$]|\bfile=|^:/],
  },
  words: {
    'running-config': '/export',
    version: '/system resource print',
    interfaces: '/interface print without-paging',
    neighbors: '/ip neighbor print without-paging',
    inventory: '/system routerboard print',
    routes: '/ip route print without-paging',
    mac: '/interface bridge host print without-paging',
    arp: '/ip arp print without-paging',
  },
  secrets: ROUTEROS_SECRETS,
  volatile: ROUTEROS_VOLATILE,
} satisfies Platform;

/** MikroTik SwitchOS. */
export const mikrotikSwitchOs = { ...mikrotikRouterOs, title: 'MikroTik SwOS', words: {} } satisfies Platform;
