import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Digi TransPort: Enter is CR LF. */
export const digiTransport = {
  ...singlePrompt,
  title: 'Digi TransPort',
  prepare: [{ command: 'terminal length 0', purpose: 'paging' }],
  enter: '\r\n',
  refusals: [...singlePrompt.refusals, /^ERROR$/],
  readOnly: { commands: ['config * show', 'show', 'ping'], unless: [TO_FILE, SECOND_COMMAND] },
  words: { 'running-config': 'config c show' },
  save: 'config 0 save',
} satisfies Platform;
