import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Vertiv MPH power distribution units: `cli->`. */
export const vertivMph = {
  ...singlePrompt,
  title: 'Vertiv MPH',
  modes: { cli: { prompt: /^(?<name>)cli-> ?$/ } },
  logout: 'logout',
  readOnly: { commands: ['show', 'get'], unless: [TO_FILE] },
  words: {},
  save: 'save',
} satisfies Platform;
