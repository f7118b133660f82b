import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Bintec BOSS: `name:>`. */
export const bintecBoss = {
  ...singlePrompt,
  title: 'Bintec BOSS',
  modes: { cli: { prompt: /^(?<name>\w[\w.-]{0,62}):[^>\s]*> ?$/ } },
  readOnly: { commands: ['show', 'ifstat', 'ps', 'ping', 'traceroute'], unless: [TO_FILE, SECOND_COMMAND] },
  refusals: [...singlePrompt.refusals, /^\S+: (?:not found|unknown command)\s*$/],
  words: {},
  save: 'cmd=save',
} satisfies Platform;
