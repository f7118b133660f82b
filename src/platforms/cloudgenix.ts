import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** CloudGenix ION: it has no command for paging, and counts the terminal's rows. unverified: whether `enable` does anything */
export const cloudgenixIon = {
  ...singlePrompt,
  title: 'CloudGenix ION',
  terminal: { type: 'vt100', columns: 100, rows: 1000 },
  readOnly: { commands: ['dump', 'inspect'], unless: [TO_FILE] },
  words: {},
} satisfies Platform;
