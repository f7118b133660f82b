import { ciscoIos } from './cisco-ios.ts';
import { ANY_KEY, LESS_END, MORE, MORE_OR_QUIT, MORE_PERCENT } from './pagers.ts';
import type { Platform } from './platform.ts';
import { SHOW_READ_ONLY } from './read-only.ts';

/** What most switches and routers have taken over from Cisco IOS: `>`, `enable`, `#`, `terminal length 0`. */
export const ciscoLike = {
  ...ciscoIos,
  title: 'Cisco-like',
  prepare: [{ command: 'terminal length 0', purpose: 'paging' }],
  pagers: [MORE, MORE_OR_QUIT, MORE_PERCENT, ANY_KEY, LESS_END],
  refusals: [
    /^\s*%{1,2} ?(?:Invalid|Incomplete|Ambiguous|Unknown|Unrecogni[sz]ed|Wrong|Too many|Bad|Missing|Parameter)\b/i,
    /^\s*% ?Error\b/i,
    /^\s*% ?(?:\[\w+\] )?(?:Unknown )?Command (?:not found|incomplete|authorization failed|rejected)/i,
    /^(?:Invalid|Incomplete|Ambiguous|Unrecogni[sz]ed|Unknown) (?:input|command)\b/i,
    /^Command (?:authorization failed|not found)/i,
    /^% ?(?:Authorization failed|Permission denied|There is no matched command)/i,
  ],
  typeAhead: false,
  readOnly: SHOW_READ_ONLY,
  words: { 'running-config': 'show running-config', version: 'show version' },
  save: undefined,
} satisfies Platform;

/** The same where every login is privileged and `enable` is no command. */
export const ciscoLikeWithoutEnable = {
  ...ciscoLike,
  modes: {
    exec: { prompt: ciscoIos.modes.exec.prompt },
    privileged: { prompt: ciscoIos.modes.privileged.prompt },
    configuration: ciscoIos.modes.configuration,
  },
  privileged: undefined,
  enable: 'never',
} satisfies Platform;
