import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * MikroTik RouterOS: the path stands in the prompt, `<SAFE>` tells of safe mode; a first login asks about the licence.
 * Enter is CR LF.
 * Source: RouterOS documentation, "Command Line Interface".
 */
export const mikrotikRouterOs = {
  ...singlePrompt,
  title: 'MikroTik RouterOS',
  modes: { cli: { prompt: /^\[[^@[\]\s]{1,63}@(?<name>[^[\]]{1,64})\] (?:\/?[\w /-]*)?(?:<SAFE>)?> ?$/ } },
  enter: '\r\n',
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
} satisfies Platform;

/** MikroTik SwitchOS. */
export const mikrotikSwitchOs = { ...mikrotikRouterOs, title: 'MikroTik SwOS' } satisfies Platform;
