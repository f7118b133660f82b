import { MORE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { FORTIOS_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';
import { FORTIOS_VOLATILE } from './volatile.ts';

/**
 * Fortinet FortiOS: `#`, or `$` for those who may only read; VDOM or table in parentheses. `set output standard` changes
 * the configuration, so the pager is answered; a banner may have to be accepted with `a`.
 * Source: "FortiOS CLI Reference", "Connecting to the CLI".
 */
export const fortinet = {
  ...singlePrompt,
  title: 'Fortinet FortiOS',
  modes: {
    cli: { prompt: /^(?<name>[\w.-]{1,63})(?: ~)? ?[#$] ?$/ },
    context: {
      prompt: /^(?<name>[\w.-]{1,63})(?: ~)? \([^()]{1,79}\) ?[#$] ?$/,
      leave: { mode: 'cli', command: 'end' },
    },
  },
  pagers: [MORE, { pattern: /^\s*\(Press 'a' to accept\):?\s*$/i, answer: 'a' }],
  refusals: [
    /^Command fail\./,
    /^Unknown action\b/,
    /^command parse error\b/i,
    /^(?:value|node|attribute|entry).{0,80}(?:parse error|not found|is ambiguous)/i,
  ],
  helpKey: '?',
  eraseLine: 'backspaces',
  slow: /^(?:diag(?:nose)? |exec(?:ute)? tac)/,
  readOnly: {
    commands: [
      'g[et]',
      'sh[ow]',
      'exec[ute] ping',
      'exec[ute] traceroute',
      'exec[ute] time',
      'exec[ute] date',
    ],
    unless: [TO_FILE, /^exec\w* (?:time|date)\s+\S/],
  },
  words: {
    'running-config': 'show full-configuration',
    version: 'get system status',
    interfaces: 'get system interface',
    routes: 'get router info routing-table all',
    arp: 'get system arp',
  },
  secrets: FORTIOS_SECRETS,
  volatile: FORTIOS_VOLATILE,
} satisfies Platform;
