import { ANY_KEY, MORE, PRESS_ENTER } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';
import { VRP_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';
import { VRP_VOLATILE } from './volatile.ts';

/**
 * HPE and H3C Comware: `<name>` is the user view, `[name]` the system view, which is for configuring and never entered
 * by a login; `RBM_P` tells of a firewall pair. Enter is CR LF.
 * Source: "HPE Comware 7 Fundamentals Command Reference", `screen-length disable`.
 */
export const hpComware = {
  ...singlePrompt,
  title: 'HPE and H3C Comware',
  modes: {
    user: { prompt: /^(?:RBM_[PS])?<(?<name>[^<>\s]{1,63}?)(?:-(?:probe|hidecmd))?>\s?$/ },
    system: {
      prompt:
        /^(?:RBM_[PS])?\[[~*]?(?<name>[\w.@+-]{1,63}?)(?:-(?:(?:M-|Ten-|Twenty-Five|Forty|Hundred)?(?:GigabitEthernet|GigE|Ethernet|Vlan-interface|(?:Bridge|Route)-Aggregation|LoopBack|NULL|Tunnel)\d[\w/.:]*|vlan\d+|bgp\w*|ospf-\d+|line-[\w-]+|acl-[\w-]+|probe)(?:-[\w-]+)?)?\]\s?$/,
      leave: { mode: 'user', command: 'return' },
    },
  },
  prepare: [{ command: 'screen-length disable', purpose: 'paging' }],
  enter: '\r\n',
  pagers: [MORE, PRESS_ENTER, ANY_KEY],
  refusals: [
    /^\s*% ?(?:Unrecognized command|Incomplete command|Ambiguous command|Wrong parameter|Too many parameters|Invalid)\b/i,
    /^Permission denied\b/,
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
    neighbors: 'display lldp neighbor-information list',
    inventory: 'display device manuinfo',
    routes: 'display ip routing-table',
    mac: 'display mac-address',
    arp: 'display arp',
  },
  save: 'save force',
  secrets: VRP_SECRETS,
  volatile: VRP_VOLATILE,
} satisfies Platform;
