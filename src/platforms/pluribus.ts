import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Pluribus Netvisor: `CLI (user@name) >`. Source: "Netvisor ONE Configuration Guide", `pager`. */
export const pluribus = {
  ...singlePrompt,
  title: 'Pluribus Netvisor',
  modes: { cli: { prompt: /^CLI \((?:[^()@\s]+@)?(?<name>[\w.-]{1,63})\) > ?$/ } },
  prepare: [{ command: 'pager off', purpose: 'paging' }],
  refusals: [...singlePrompt.refusals, /^\w[\w-]*: (?:unknown|no such) (?:command|option)/i],
  readOnly: { commands: ['*-show'], unless: [TO_FILE, SECOND_COMMAND] },
  words: {
    'running-config': 'running-config-show',
    version: 'software-show',
    interfaces: 'port-show',
    neighbors: 'lldp-show',
    routes: 'vrouter-routes-show',
    mac: 'l2-table-show',
  },
} satisfies Platform;
