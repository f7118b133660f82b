import { MORE, MORE_PERCENT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Check Point Gaia clish; expert is a Linux shell in which its commands do not exist, so it is never entered, and where a
 * login ends in it, `clish` leads on.
 * Source: "Gaia Administration Guide", `set clienv rows`, which holds for the session unless it is saved.
 */
export const checkPointGaia = {
  ...singlePrompt,
  title: 'Check Point Gaia',
  modes: {
    clish: {
      prompt: /^(?<name>\w[\w.-]{0,62})(?::[\w.-]+)?> ?$/,
      enter: { mode: 'expert', command: 'clish' },
    },
    expert: {
      prompt: /^\[Expert@(?<name>[\w.-]{1,63})(?::[\w.-]+)?\]# ?$/,
      leave: { mode: 'clish', command: 'exit' },
    },
  },
  privileged: 'clish',
  enable: 'always',
  prepare: [{ command: 'set clienv rows 0', purpose: 'paging' }],
  pagers: [MORE, MORE_PERCENT, { pattern: /^-- ?More ?--.*\(q\).*$/i, answer: ' ' }],
  refusals: [/^CLINFR\d+\s/, /^(?:-?\w*sh: )?\S+: command not found\s*$/],
  readOnly: {
    commands: ['show', 'fw stat', 'fw ver', 'cphaprob stat[e]', 'ping', 'traceroute'],
    unless: [TO_FILE, SECOND_COMMAND, NO_FILTER],
  },
  words: {
    'running-config': 'show configuration',
    version: 'show version all',
    interfaces: 'show interfaces all',
    inventory: 'show asset all',
    routes: 'show route',
    arp: 'show arp dynamic all',
  },
  save: 'save config',
} satisfies Platform;
