import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Teldat CIT: `*` is where a login ends, `+` the monitor, `Config>` and `Config$` the configurations. */
export const teldatCit = {
  ...singlePrompt,
  title: 'Teldat CIT',
  modes: {
    console: { prompt: /^(?<name>(?:\w[\w.-]{0,62})?) ?\*$/ },
    monitor: { prompt: /^(?<name>(?:\w[\w.-]{0,62})?) ?\+ ?$/ },
    configuration: { prompt: /^(?<name>\w[\w.-]{0,62}?)(?: [\w-]+)* ?[>$] ?$/ },
  },
  readOnly: { commands: ['show', 'list', 'ping'], unless: [TO_FILE, SECOND_COMMAND] },
  refusals: [...singlePrompt.refusals, /^CLI Error: /],
  logout: 'logout',
  words: {},
  save: 'save yes',
} satisfies Platform;
