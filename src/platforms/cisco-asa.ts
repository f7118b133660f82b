import { ciscoIos } from './cisco-ios.ts';
import { ciscoLike } from './cisco-like.ts';
import { MORE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { FILE_AS_FIRST_PIPE } from './redirections.ts';
import { CISCO_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';
import { CISCO_VOLATILE } from './volatile.ts';

/**
 * Cisco ASA: context, failover role and state stand behind the name. `terminal width` is a configuration command there
 * and is not sent.
 * Prompts: "Cisco ASA Series Command Reference", `prompt`; paging: `terminal pager`, which holds for the session.
 */
export const ciscoAsa = {
  ...ciscoLike,
  title: 'Cisco ASA',
  modes: {
    exec: { prompt: /^(?<name>[\w.@:+-]{1,63})(?:\/[\w.+-]+){0,4}>\s?$/ },
    privileged: {
      prompt: /^(?<name>[\w.@:+-]{1,63})(?:\/[\w.+-]+){0,4}#\s?$/,
      enter: { mode: 'exec', command: 'enable', secretPrompt: /^\s*(?:enable )?password:\s*$/i },
    },
    configuration: {
      prompt: /^(?<name>[\w.@:+-]{1,63})(?:\/[\w.+-]+){0,4}\([^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  prepare: [{ command: 'terminal pager 0', purpose: 'paging' }],
  refusals: [...ciscoIos.refusals, /^ERROR: /],
  readOnly: {
    commands: ['sh[ow]', 'dir', 'mor[e]', 'pi[ng]', 'tr[aceroute]', 'changeto'],
    unless: [FILE_AS_FIRST_PIPE],
  },
  words: {
    ...ciscoLike.words,
    interfaces: 'show interface ip brief',
    inventory: 'show inventory',
    routes: 'show route',
    mac: 'show mac-address-table',
    arp: 'show arp',
  },
  save: 'write memory',
} satisfies Platform;

/**
 * Cisco Firepower Threat Defense: a bare `>`, or the chassis' own command line.
 * Prompts: "Cisco Secure Firewall Threat Defense Command Reference".
 */
export const ciscoFtd = {
  ...singlePrompt,
  title: 'Cisco Firepower Threat Defense',
  modes: {
    cli: { prompt: /^(?<name>)> ?$/ },
    chassis: { prompt: /^(?<name>[\w.-]{1,63})# ?$/ },
  },
  pagers: [MORE, { pattern: /^\s*<-+ More -+>\s*$/, answer: ' ' }],
  refusals: [/^Syntax error: /i, /^ERROR: /, /^% ?(?:Invalid|Incomplete|Ambiguous)\b/],
  readOnly: { commands: ['sh[ow]', 'ping', 'traceroute'], unless: [FILE_AS_FIRST_PIPE] },
  words: {
    'running-config': 'show running-config',
    version: 'show version',
    interfaces: 'show interface ip brief',
    inventory: 'show inventory',
    routes: 'show route',
    arp: 'show arp',
  },
  secrets: CISCO_SECRETS,
  volatile: CISCO_VOLATILE,
} satisfies Platform;
