import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Adva FSP 150 F2: `name:-->`, with the context before the arrow; a security banner may have to be confirmed.
 * Its pager is switched off per user in the configuration, so it is answered.
 */
export const advaFsp150F2 = {
  ...singlePrompt,
  title: 'Adva FSP 150 F2',
  modes: { cli: { prompt: /^(?<name>\w[\w.@-]{0,62}?)(?::[\w:./-]*)?-->\s?$/ } },
  pagers: [{ pattern: /Do you wish to continue \[Y\|N\]-->\s*$/i, answer: 'y\r' }, ...singlePrompt.pagers],
  refusals: [...singlePrompt.refusals, /^Unrecognized command\b/i, /^Error: /i],
  logout: 'logout',
  readOnly: { commands: ['show'], unless: [TO_FILE] },
  words: {},
} satisfies Platform;

/** Adva FSP 150 F3. */
export const advaFsp150F3 = { ...advaFsp150F2, title: 'Adva FSP 150 F3' } satisfies Platform;
