import { ciscoLike, ciscoLikeWithoutEnable } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import { ANY_KEY, MORE, PRESS_ENTER } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';
import { EXOS_SECRETS } from './secrets.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Extreme ERS, formerly Nortel and Avaya: a login begins with Ctrl-Y, and may show a menu that Ctrl-C leaves.
 * Source: "Ethernet Routing Switch Fundamentals".
 */
export const extremeErs = {
  ...ciscoLike,
  title: 'Extreme and Avaya ERS',
  pagers: [
    ...ciscoLike.pagers,
    { pattern: /^\s*Enter Ctrl-Y to begin\.?\s*$/i, answer: '\x19' },
    PRESS_ENTER,
    { pattern: /^\s*----More \(q=Quit, space\/return=Continue\)----\s*$/, answer: ' ' },
  ],
  logout: 'logout',
  words: {
    'running-config': 'show running-config',
    version: 'show sys-info',
    interfaces: 'show interfaces',
    neighbors: 'show lldp neighbor',
    inventory: 'show sys-info',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show arp-table',
  },
  save: 'save config',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;

/** Extreme VSP, formerly Avaya: the slot stands behind the name. */
export const extremeVsp = {
  ...extremeErs,
  title: 'Extreme and Avaya VSP',
  legacyAlgorithms: {},
  prepare: [{ command: 'terminal more disable', purpose: 'paging' }],
  words: {
    ...extremeErs.words,
    version: 'show software',
    interfaces: 'show interfaces gigabitethernet name',
    mac: 'show vlan mac-address-entry',
    arp: 'show ip arp',
  },
  save: 'save config',
} satisfies Platform;

/** Extreme NOS on VDX, formerly Brocade. */
export const extremeNos = {
  ...ciscoLikeWithoutEnable,
  title: 'Extreme and Brocade NOS',
  words: {
    ...ciscoLikeWithoutEnable.words,
    interfaces: 'show ip interface brief',
    neighbors: 'show lldp neighbors',
    inventory: 'show inventory',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;

/** Extreme SLX-OS. */
export const extremeSlx = {
  ...ciscoLikeWithoutEnable,
  title: 'Extreme SLX-OS',
  refusals: [...ciscoLikeWithoutEnable.refusals, /^\s*syntax error: /i],
  words: {
    ...ciscoLikeWithoutEnable.words,
    interfaces: 'show ip interface brief',
    neighbors: 'show lldp neighbors',
    inventory: 'show chassis',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;

/** Extreme Tierra OS. */
export const extremeTierra = {
  ...ciscoLikeWithoutEnable,
  title: 'Extreme Tierra OS',
  save: 'copy run flash://config-file/startup-config',
} satisfies Platform;

/** Extreme WiNG: `*` marks what is not saved. */
export const extremeWing = {
  ...ciscoLike,
  title: 'Extreme WiNG',
  modes: {
    exec: { prompt: /^(?<name>[\w.@/:+-]{1,63})\*?> ?$/ },
    privileged: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})\*?# ?$/,
      enter: { mode: 'exec', command: 'enable' },
    },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})\*?\([^()]*\)\*?# ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  prepare: [
    { command: 'terminal width 512', purpose: 'width' },
    { command: 'no page', purpose: 'paging' },
  ],
  words: {
    ...ciscoLike.words,
    interfaces: 'show ip interface brief',
    neighbors: 'show cdp neighbors',
    routes: 'show ip route',
    mac: 'show mac-address-table',
    arp: 'show ip arp',
  },
  save: 'copy running-config startup-config',
} satisfies Platform;

/**
 * Extreme EXOS: a counter in the prompt, `*` before it where something is not saved, `>` for users who may only look.
 * Source: "ExtremeXOS Command Reference Guide", `disable clipaging`, which holds for the session.
 */
export const extremeExos = {
  ...singlePrompt,
  title: 'Extreme EXOS',
  modes: {
    cli: { prompt: /^(?:[*!]{1,2} ?)?(?:\([^()]*\) ?)?(?<name>\w[\w. -]{0,62}?)\.\d+ ?[#>] ?$/ },
  },
  prepare: [{ command: 'disable clipaging', purpose: 'paging' }],
  pagers: [MORE, { pattern: /^\s*Press <SPACE> to continue or <Q> to quit:\s*$/i, answer: ' ' }, ANY_KEY],
  refusals: [
    /^\s*%{1,2} ?(?:Invalid input detected|Incomplete command|Ambiguous command|Unrecognized command)/i,
    /^Error: /,
  ],
  readOnly: { commands: ['sh[ow]', 'ls', 'ping', 'traceroute'], unless: [NO_FILTER, TO_FILE] },
  words: {
    'running-config': 'show configuration',
    version: 'show version',
    interfaces: 'show ports no-refresh',
    neighbors: 'show lldp neighbors',
    routes: 'show iproute',
    mac: 'show fdb',
    arp: 'show iparp',
  },
  save: 'save configuration primary',
  secrets: EXOS_SECRETS,
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;
