import { ciscoLike } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import { ANY_KEY, MORE, MORE_OR_QUIT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { ARUBA_SECRETS } from './secrets.ts';

/**
 * HPE ProCurve and ArubaOS-Switch: a greeting that waits for a key, a screen full of cursor movements, and a pager that
 * is switched off when privileged. `enable` may ask for a user name.
 * Source: "ArubaOS-Switch Basic Operation Guide", `no page`.
 */
export const hpProcurve = {
  ...ciscoLike,
  title: 'HPE ProCurve and ArubaOS-Switch',
  modes: {
    exec: { prompt: /^(?<name>\w[\w.@/:+() -]{0,61}[\w.@/:+)-]|\w)> ?$/ },
    configuration: {
      prompt:
        /^(?<name>\w[\w.@/:+() -]{0,61}?[\w.@/:+-]|\w)\((?:config|vlan-|eth-|bgp|ospf|rip|vrrp|lldp|acl|policy)[^()]*\)# ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
    privileged: {
      prompt: /^(?<name>\w[\w.@/:+() -]{0,61}[\w.@/:+)-]|\w)# ?$/,
      enter: {
        mode: 'exec',
        command: 'enable',
        usernamePrompt: /^\s*(?:user ?name|login(?: name)?):\s*$/i,
        secretPrompt: /^\s*(?:(?:manager|operator|enable) )?password:\s*$/i,
      },
    },
  },
  prepare: [
    { command: 'terminal width 511', purpose: 'width' },
    { command: 'no page', purpose: 'paging' },
  ],
  pagers: [MORE_OR_QUIT, MORE, ANY_KEY],
  refusals: [...ciscoLike.refusals, /^(?:Invalid|Ambiguous|Incomplete) input: /, /^Module command missing/],
  logout: 'logout',
  words: {
    ...ciscoLike.words,
    interfaces: 'show interfaces brief',
    neighbors: 'show lldp info remote-device',
    inventory: 'show modules',
    routes: 'show ip route',
    mac: 'show mac-address',
    arp: 'show arp',
  },
  save: 'write memory',
  secrets: ARUBA_SECRETS,
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;
