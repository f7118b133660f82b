import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Digi TransPort: Enter is CR LF. */
export const digiTransport = {
  ...singlePrompt,
  title: 'Digi TransPort',
  prepare: [{ command: 'terminal length 0', purpose: 'paging' }],
  enter: '\r\n',
  refusals: [...singlePrompt.refusals, /^ERROR$/],
} satisfies Platform;
