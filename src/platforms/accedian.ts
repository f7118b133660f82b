import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Accedian MetroNID: the name and a colon. */
export const accedian = {
  ...singlePrompt,
  title: 'Accedian',
  modes: {
    cli: { prompt: /^(?!.*(?:pass(?:word|phrase)|login|user ?name):)(?<name>\w[\w.@-]{0,62})[:#] ?$/i },
  },
} satisfies Platform;

/** Coriant transport systems: a colon or `>`. unverified: what stands before it */
export const coriant = {
  ...singlePrompt,
  title: 'Coriant',
  modes: {
    cli: { prompt: /^(?!.*(?:pass(?:word|phrase)|login|user ?name):)(?<name>\w[\w.@/ -]{0,62}?)[:>] ?$/i },
  },
} satisfies Platform;
