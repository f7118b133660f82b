import { LESS_END, MORE_PERCENT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Juniper Junos: `user@name>` with a line `{master:0}` before it on some; root's login ends in a shell, from which `cli`
 * leads on.
 * Source: "Junos CLI User Guide", `set cli screen-length`, which holds for the session.
 */
export const juniperJunos = {
  ...singlePrompt,
  title: 'Juniper Junos',
  modes: {
    operational: {
      prompt: /^(?:[\w.-]+@)(?<name>[\w.:-]{1,63})> ?$/,
      enter: { mode: 'shell', command: 'cli' },
    },
    configuration: {
      prompt: /^(?!root@[\w.:-]+:)(?:[\w.-]+@)(?<name>[\w.-]{1,63})# ?$/,
      leave: { mode: 'operational', command: 'exit configuration-mode' },
    },
    shell: {
      prompt:
        /^(?:[\w.-]+@(?<name>[\w.-]{1,63}?)(?::[A-Z]{2}:\d+)?(?:[:% ~/][^%#$>]*)?[%$]|root@[\w.-]+:[^#]*#|%) ?$/,
    },
  },
  privileged: 'operational',
  enable: 'always',
  prepare: [
    { command: 'set cli complete-on-space off', purpose: 'width' },
    { command: 'set cli screen-width 511', purpose: 'width' },
    { command: 'set cli screen-length 0', purpose: 'paging' },
  ],
  pagers: [MORE_PERCENT, { pattern: /^---\(more(?: \d+%)?\)---\s*$/, answer: ' ' }, LESS_END],
  refusals: [
    /^\s*(?:syntax error|unknown command|missing argument|missing mandatory argument|invalid (?:numeric )?value|No valid completions)\b/i,
    /^\s*'?[\w-]+'? is ambiguous\b/,
    /^error: (?:command is not valid|permission denied|syntax error)/i,
  ],
  readOnly: /^show\s(?!.*\|\s*(?:save|append|tee))/i,
  slow: /^request support/i,
} satisfies Platform;

/**
 * Juniper ScreenOS: `set console page 0` holds for the session; a login may have to accept an agreement.
 * Source: "ScreenOS CLI Reference Guide".
 */
export const juniperScreenos = {
  ...singlePrompt,
  title: 'Juniper ScreenOS',
  modes: { cli: { prompt: /^(?<name>\w[\w.-]{0,62}?)(?:\([\w-]+\))*-> ?$/ } },
  prepare: [{ command: 'set console page 0', purpose: 'paging' }],
  pagers: [...singlePrompt.pagers, { pattern: /^\s*Accept this agreement y\/\[n\]\s*$/i, answer: 'y' }],
  refusals: [/^\s*\^-+/, /^unknown keyword\b/i, /^incomplete command\b/i, /^### /],
} satisfies Platform;
