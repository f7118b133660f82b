import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Zyxel switches: they do not page. */
export const zyxelOs = {
  ...singlePrompt,
  title: 'Zyxel',
  refusals: [
    ...singlePrompt.refusals,
    /^command authorization fail/i,
    /^% ?(?:Invalid|Unrecognized|Incomplete)\b/i,
  ],
  readOnly: { commands: ['show', 'sys atsh'], unless: [TO_FILE] },
  words: {},
} satisfies Platform;
