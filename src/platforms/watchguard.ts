import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** WatchGuard Fireware: the state of the cluster may stand behind the name. Source: "Fireware CLI Reference". */
export const watchguardFireware = {
  ...singlePrompt,
  title: 'WatchGuard Fireware',
  modes: {
    cli: { prompt: /^(?:\[[^[\]]*\])?(?<name>\w[\w.-]{0,62})(?:\[[^[\]]*\])?[>#] ?$/ },
    configuration: {
      prompt: /^(?:\[[^[\]]*\])?(?<name>\w[\w.-]{0,62})(?:\[[^[\]]*\])?\([^()]*\)# ?$/,
      leave: { mode: 'cli', command: 'exit' },
    },
  },
  refusals: [...singlePrompt.refusals, /^% ?(?:Invalid|Incomplete|Ambiguous|Unrecognized)\b/i],
} satisfies Platform;
