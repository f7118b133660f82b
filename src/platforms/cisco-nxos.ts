import { ciscoIos } from './cisco-ios.ts';
import { LESS_END, MORE, MORE_PERCENT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { CISCO_READ_ONLY } from './read-only.ts';
import { NO_FILTER, SECOND_COMMAND, TO_FILE } from './redirections.ts';

/**
 * Cisco NX-OS: a routing context and the maintenance mode stand behind the name; `enable` exists with `feature privilege`.
 * Prompts: "Cisco Nexus 9000 Series NX-OS Fundamentals Configuration Guide".
 */
export const ciscoNxos = {
  ...ciscoIos,
  title: 'Cisco NX-OS',
  modes: {
    exec: { prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\(maint-mode\))?(?:%[\w-]+)?>\s?$/ },
    privileged: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\(maint-mode\))?(?:%[\w-]+)?#\s?$/,
      enter: ciscoIos.modes.privileged.enter,
    },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\(maint-mode\))?(?:%[\w-]+)?\([^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  pagers: [MORE, MORE_PERCENT, LESS_END],
  refusals: [
    ...ciscoIos.refusals,
    /^% ?(?:Invalid (?:command|parameter|number|interface)|Permission denied for the role)/i,
  ],
  words: { ...ciscoIos.words, interfaces: 'show interface brief' },
  save: 'copy running-config startup-config',
  readOnly: { commands: CISCO_READ_ONLY.commands, unless: [NO_FILTER, TO_FILE, SECOND_COMMAND] },
} satisfies Platform;

/**
 * Cisco APIC: the NX-OS style command line of the fabric's controllers; every login is privileged.
 * Commands: "Cisco APIC NX-OS Style Command-Line Interface Configuration Guide".
 */
export const ciscoApic = {
  ...ciscoNxos,
  title: 'Cisco APIC',
  modes: {
    privileged: { prompt: ciscoNxos.modes.privileged.prompt },
    configuration: ciscoNxos.modes.configuration,
  },
  privileged: undefined,
  enable: 'never',
  prepare: [{ command: 'terminal length 0', purpose: 'paging' }],
  refusals: [...ciscoNxos.refusals, /^Error: /],
  typeAhead: false,
  words: {
    'running-config': 'show running-config',
    version: 'show version',
  },
  save: undefined,
} satisfies Platform;
