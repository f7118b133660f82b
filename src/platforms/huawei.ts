import { MORE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

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
  readOnly: /^dis(?:play)?\s(?!.*[>|]\s*redirect)/i,
  slow: /^dis(?:play)?\s+diag/i,
  logout: 'quit',
} satisfies Platform;

/** Huawei VRP 8 (CloudEngine, NE): the configuration is committed. */
export const huaweiVrp8 = { ...huaweiVrp, title: 'Huawei VRP 8' } satisfies Platform;
