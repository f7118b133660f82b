import { ANY_KEY } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { NOKIA_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Nokia SR OS: the classic command line (`A:name#`) and the model-driven one (`A:user@name#` below a line with the path)
 * switch their pager off in different ways, for the session; in the classic one `enable-admin` is a privilege that the
 * prompt does not show.
 * Source: "SR OS Basic System Configuration Guide" and "MD-CLI User Guide".
 */
export const nokiaSros = {
  ...singlePrompt,
  title: 'Nokia SR OS',
  modes: {
    modelDriven: { prompt: /^[*!]{0,2}[A-Z]:[\w.-]+@(?<name>[\w.-]{1,63})# ?$/ },
    classic: { prompt: /^\*?[A-Z]:(?<name>[\w.-]{1,63})# ?$/ },
    context: {
      prompt: /^\*?[A-Z]:(?<name>[\w.-]{1,63})(?:>[^#$]{1,120})[#$] ?$/,
      leave: { mode: 'classic', command: 'exit all' },
    },
  },
  hiddenPrivileges: [
    {
      mode: 'classic',
      command: 'enable-admin',
      secretPrompt: /^\s*password:\s*$/i,
      already: /^MINOR: CLI Already in admin mode/i,
    },
  ],
  prepare: [
    { command: 'environment more false', purpose: 'paging', mode: 'modelDriven' },
    { command: 'environment console width 512', purpose: 'width', mode: 'modelDriven' },
    { command: 'environment no more', purpose: 'paging', mode: 'classic' },
  ],
  pagers: [{ pattern: /^Press any key to continue \(Q to quit\)\s*$/, answer: ' ' }, ANY_KEY],
  refusals: [/^(?:MINOR|MAJOR|CRITICAL): /, /^\s*Error: /, /^Bad Command: /i],
  slow: /^\/?(?:admin )?tech-support/,
  logout: 'logout',
  readOnly: {
    commands: [
      'show',
      '/show',
      'info',
      'admin display-config',
      '/admin display-config',
      'ping',
      'traceroute',
    ],
    unless: [NO_FILTER, TO_FILE],
  },
  words: {
    'running-config': 'admin display-config',
    version: 'show version',
    interfaces: 'show port',
    neighbors: 'show system lldp neighbor',
    inventory: 'show chassis',
    routes: 'show router route-table',
    mac: 'show service fdb-mac',
    arp: 'show router arp',
  },
  secrets: NOKIA_SECRETS,
  save: '/admin save',
} satisfies Platform;

/**
 * Nokia SR Linux: a line with the mode above the prompt.
 * Source: "SR Linux CLI Guide", `environment cli-engine type basic`, which holds for the session.
 */
export const nokiaSrl = {
  ...singlePrompt,
  title: 'Nokia SR Linux',
  modes: { cli: { prompt: /^[A-Z]:(?:[\w.-]+@)?(?<name>[\w.-]{1,63})# ?$/ } },
  prepare: [
    { command: 'environment cli-engine type basic', purpose: 'paging' },
    { command: 'environment complete-on-space false', purpose: 'width' },
  ],
  refusals: [/^\s*(?:Parsing )?error: /i],
  logout: 'quit',
  readOnly: {
    commands: ['show', 'info', 'ping', 'traceroute'],
    unless: [NO_FILTER, TO_FILE, SECOND_COMMAND],
  },
  words: {
    'running-config': 'info from running',
    version: 'show version',
    interfaces: 'show interface brief',
    neighbors: 'show system lldp neighbor',
    inventory: 'show platform',
    routes: 'show network-instance default route-table all',
    mac: 'show network-instance * bridge-table mac-table all',
    arp: 'show arpnd arp-entries',
  },
  save: 'save startup',
  secrets: NOKIA_SECRETS,
} satisfies Platform;
