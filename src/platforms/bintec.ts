import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Bintec BOSS: `name:>`. */
export const bintecBoss = {
  ...singlePrompt,
  title: 'Bintec BOSS',
  modes: { cli: { prompt: /^(?<name>\w[\w.-]{0,62}):[^>\s]*> ?$/ } },
  refusals: [...singlePrompt.refusals, /^\S+: (?:not found|unknown command)\s*$/],
  words: {},
  save: 'cmd=save',
} satisfies Platform;
