import { MORE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';
import { VRP_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';
import { VRP_VOLATILE } from './volatile.ts';

/**
 * Huawei VRP: `<name>` is the user view, `[name]` the system view; `~` and `*` there tell of what is not committed,
 * `HRP_M` of a firewall pair. A version in brackets is no prompt. `super` and `system-view` are not privileges that a
 * command needs, so neither is sent.
 * Source: "CloudEngine and S series Command Reference", `screen-length`.
 */
export const huaweiVrp = {
  ...singlePrompt,
  title: 'Huawei VRP',
  modes: {
    user: { prompt: /^(?:HRP_[MSA])?<(?<name>[^<>\s]{1,63}?)(?:-(?:diagnose|hidecmd))?>\s?$/ },
    system: {
      prompt:
        /^(?:HRP_[MSA])?\[[~*]?(?!V\d{3}R\d)(?<name>[\w.@+-]{1,63}?)(?:-(?:(?:\d*GE|MEth|NULL|LoopBack|Tunnel|Eth-Trunk|Vlanif|X?GigabitEthernet)\d[\w/.:]*|vlan\d+|aaa|bgp|ospf-\d+|isis-\d+|ui-[\w-]+|acl-[\w-]+)(?:-[\w-]+)?)?\]\s?$/,
      leave: { mode: 'user', command: 'return' },
    },
  },
  prepare: [{ command: 'screen-length 0 temporary', purpose: 'paging' }],
  pagers: [
    { pattern: /^\s*-+ More(?: ?\( ?Press [^()]*\))? ?-+\s*$/i, answer: ' ' },
    MORE,
    { pattern: /password .*(?:change|modify).*\? ?\[Y\/N\]:?\s*$/i, answer: 'n\r' },
    { pattern: /^.*Change now\? \[Y\/N\]:?\s*$/i, answer: 'n\r' },
  ],
  refusals: [
    /^\s*Error: ?/,
    /^% ?(?:Unrecognized|Incomplete|Ambiguous|Wrong|Too many)\b/i,
    /^\s*(?:Unrecognized|Incomplete|Ambiguous) command\b/i,
  ],
  slow: /^dis(?:play)?\s+diag/i,
  helpKey: '?',
  eraseLine: 'ctrl-x',
  logout: 'quit',
  readOnly: { commands: ['di[splay]', 'ping', 'tracert'], unless: [NO_FILTER, TO_FILE] },
  words: {
    'running-config': 'display current-configuration',
    version: 'display version',
    interfaces: 'display interface brief',
    neighbors: 'display lldp neighbor brief',
    inventory: 'display device',
    routes: 'display ip routing-table',
    mac: 'display mac-address',
    arp: 'display arp',
  },
  save: 'save',
  secrets: VRP_SECRETS,
  volatile: VRP_VOLATILE,
} satisfies Platform;

/** Huawei VRP 8 (CloudEngine, NE): the configuration is committed. */
export const huaweiVrp8 = { ...huaweiVrp, title: 'Huawei VRP 8' } satisfies Platform;
