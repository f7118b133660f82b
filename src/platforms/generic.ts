import {
  ANY_KEY,
  LESS,
  LESS_END,
  MORE,
  MORE_OR_QUIT,
  MORE_PERCENT,
  MORE_SPACE,
  PRESS_ENTER,
} from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * Whatever it is: a command line, a console server, a device whose type nobody has told. Nothing is sent that was not
 * asked for, and every pager that is known is answered.
 */
export const generic = {
  ...singlePrompt,
  title: 'Any command line',
  readOnly: {
    commands: ['sh[ow]', 'di[splay]', 'get', 'ping', 'tracer[oute]'],
    unless: [NO_FILTER, TO_FILE, SECOND_COMMAND],
  },
  modes: { cli: { prompt: /^(?<name>[<[(]?\w[^\s<>#$%\]]{0,62})[^<>#$%]{0,60}[>#$%\]] ?$/ } },
  pagers: [
    MORE,
    MORE_OR_QUIT,
    MORE_PERCENT,
    MORE_SPACE,
    { ...ANY_KEY, isVague: true },
    { ...PRESS_ENTER, isVague: true },
    LESS,
    LESS_END,
  ],
} satisfies Platform;
