import { LESS, LESS_END } from './pagers.ts';
import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * VyOS, formerly Vyatta: bash with its own words; `user@name:~$`, and `#` when configuring.
 * Source: VyOS documentation, "Command Line Interface".
 */
export const vyos = {
  ...singlePrompt,
  title: 'VyOS',
  modes: {
    operational: { prompt: /^[\w.-]+@(?<name>[\w.-]{1,63})(?::[^#$>]*)?\$ ?$/ },
    configuration: {
      prompt: /^[\w.-]+@(?<name>[\w.-]{1,63})(?::[^#$>]*)?# ?$/,
      leave: { mode: 'operational', command: 'exit' },
    },
  },
  prepare: [
    { command: 'set terminal width 512', purpose: 'width' },
    { command: 'set terminal length 0', purpose: 'paging' },
  ],
  terminal: { type: 'vt100', columns: 512, rows: 1000 },
  pagers: [LESS, LESS_END],
  refusals: [
    /^\s*(?:Invalid|Ambiguous|Incomplete) command\b/i,
    /^(?:Set failed|Invalid value|Need to specify the config node)/,
    /^(?:-?\w*sh: )\S+: (?:command )?not found\s*$/,
  ],
  readOnly: /^show\s(?!.*[|>])/,
} satisfies Platform;

/** Ubiquiti EdgeRouter: EdgeOS, of the same origin. */
export const ubiquitiEdgeRouter = {
  ...vyos,
  title: 'Ubiquiti EdgeRouter',
  prepare: [
    { command: 'terminal width 512', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
} satisfies Platform;
