import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
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
  readOnly: { commands: ['show', 'export config to console', 'ping', 'traceroute'], unless: [TO_FILE] },
  words: {
    'running-config': 'export config to console',
    version: 'show sysinfo',
    interfaces: 'show interface',
    routes: 'show route',
    arp: 'show arp',
  },
} satisfies Platform;
