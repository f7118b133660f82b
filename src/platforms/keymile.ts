import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Keymile MileGate: the place in its tree is the prompt; Enter is CR LF. unverified: the form of the prompt */
export const keymile = {
  ...singlePrompt,
  title: 'Keymile MileGate',
  readOnly: { commands: ['show', 'ls', 'get', 'ping'], unless: [TO_FILE, SECOND_COMMAND] },
  modes: { cli: { prompt: /^(?<name>(?:\w[\w.-]{0,62})?)(?: ?\/[\w./-]*)?> ?$/ } },
  enter: '\r\n',
  words: {},
} satisfies Platform;

/** Keymile NOS. */
export const keymileNos = {
  ...ciscoLike,
  title: 'Keymile NOS',
  save: 'write memory',
} satisfies Platform;
