import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Accedian MetroNID: the name and a colon. */
export const accedian = {
  ...singlePrompt,
  title: 'Accedian',
  modes: {
    cli: { prompt: /^(?!.*(?:pass(?:word|phrase)|login|user ?name):)(?<name>\w[\w.@-]{0,62})[:#] ?$/i },
  },
  readOnly: { commands: ['* show', 'show'], unless: [TO_FILE] },
  words: { version: 'board show info', interfaces: 'interface show', routes: 'route show' },
} satisfies Platform;

/** Coriant transport systems: a colon or `>`. unverified: what stands before it */
export const coriant = {
  ...singlePrompt,
  title: 'Coriant',
  modes: {
    cli: { prompt: /^(?!.*(?:pass(?:word|phrase)|login|user ?name):)(?<name>\w[\w.@/ -]{0,62}?)[:>] ?$/i },
  },
  readOnly: { commands: ['show'], unless: [TO_FILE] },
  words: {},
} satisfies Platform;
