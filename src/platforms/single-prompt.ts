import { ANY_KEY, LESS_END, MORE, MORE_OR_QUIT, MORE_PERCENT, PRESS_ENTER } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NONE_READ_ONLY } from './read-only.ts';
import { SECRETS } from './secrets.ts';
import { VOLATILE } from './volatile.ts';

/** A command line of one mode, with nothing to switch off; relatives say what their prompt looks like. */
export const singlePrompt = {
  title: 'One prompt',
  modes: { cli: { prompt: /^(?<name>\w[\w.@/:+-]{0,62}) ?[>#] ?$/ } },
  privileged: undefined,
  enable: 'never',
  prepare: [],
  enter: '\r',
  terminal: { type: 'vt100', columns: 511, rows: 1000 },
  pagers: [MORE, MORE_OR_QUIT, MORE_PERCENT, ANY_KEY, PRESS_ENTER, LESS_END],
  question:
    /(?:\[confirm\]|\[(?:yes\/no|y\/n|y\|n)\][:?]?|\{y\|n\}:?|\((?:yes\/no|y\/n)\)\s?(?:\[\w*\])?[:?]?|\[[^[\]]*\]\?|\?)\s*$/i,
  refusals: [
    /^\s*%{0,2} ?(?:Invalid|Incomplete|Ambiguous|Unrecogni[sz]ed|Unknown|Bad) (?:input|command|parameter|argument|keyword|token)\b/i,
    /^\s*(?:% ?)?Command (?:not found|not recognized|unknown|fail)/i,
    /^Syntax error\b/i,
    /^ERROR: /i,
  ],
  typeAhead: false,
  logout: 'exit',
  readOnly: NONE_READ_ONLY,
  words: {},
  secrets: SECRETS,
  volatile: VOLATILE,
  save: undefined,
} satisfies Platform;
