import type { Platform } from './platform.ts';
import { CISCO_READ_ONLY } from './read-only.ts';
import { CISCO_SECRETS } from './secrets.ts';
import { CISCO_VOLATILE } from './volatile.ts';

/**
 * Cisco IOS and IOS XE, and what behaves like them.
 * Prompts and modes: Cisco "Configuration Fundamentals Configuration Guide", "Using the Cisco IOS Command-Line
 * Interface". In configuration mode IOS cuts the host name to 20 characters.
 */
export const ciscoIos = {
  title: 'Cisco IOS',
  modes: {
    exec: { prompt: /^(?<name>[\w.@/:+-]{1,63})>\s?$/ },
    privileged: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})#\s?$/,
      enter: { mode: 'exec', command: 'enable', secretPrompt: /^\s*(?:enable )?password:\s*$/i },
    },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})\([^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  privileged: 'privileged',
  enable: 'always',
  prepare: [
    { command: 'terminal width 511', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
  enter: '\r',
  terminal: { type: 'vt100', columns: 511, rows: 1000 },
  pagers: [
    { pattern: /^\s*(?:<(-+)\s?more\s?\1>|(-+)\s?more\s?\2)\s*$/i, answer: ' ' },
    { pattern: /^\(END\)\s*$/, answer: 'q', isVague: true },
  ],
  question:
    /(?:\[confirm\]|\[(?:yes\/no|y\/n)\][:?]?|\((?:yes\/no|y\/n)\)\s?(?:\[\w*\])?[:?]?|\[[^[\]]*\]\?|\?)\s*$/i,
  keyQuestion: /\[confirm\]\s*$/i,
  slow: /^(?:sh(?:ow?)?\s+tech|verify\b|copy\b|archive\b)/i,
  refusals: [
    /^% ?(?:Invalid|Incomplete|Ambiguous|Unknown|Unrecognized)\b/,
    /^% ?\[\w+\] Unknown command/,
    /^% ?Command (?:incomplete|authorization failed|rejected)/i,
    /^Command authorization failed/,
    /^% ?(?:Authorization failed|Permission denied)/i,
  ],
  typeAhead: true,
  helpKey: '?',
  logout: 'exit',
  readOnly: CISCO_READ_ONLY,
  words: {
    'running-config': 'show running-config',
    version: 'show version',
    interfaces: 'show ip interface brief',
    neighbors: 'show cdp neighbors',
    inventory: 'show inventory',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show ip arp',
  },
  save: 'write memory',
  secrets: CISCO_SECRETS,
  volatile: CISCO_VOLATILE,
} satisfies Platform;
