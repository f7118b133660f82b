import { LESS, LESS_END } from './pagers.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** 6WIND Virtual Service Router: `name>`, and `name running config#` when editing; `| no-pager` is a word of each command. */
export const sixwindOs = {
  ...singlePrompt,
  title: '6WIND VSR',
  modes: {
    operational: { prompt: /^(?<name>\w[\w.@-]{0,62})> ?$/ },
    configuration: {
      prompt: /^(?<name>\w[\w.@-]{0,62}) [\w /.-]{1,120}# ?$/,
      leave: { mode: 'operational', command: 'exit' },
    },
  },
  pagers: [LESS, LESS_END],
  readOnly: { commands: ['show', 'ping', 'traceroute'], unless: [NO_FILTER, TO_FILE] },
  words: {
    'running-config': 'show config running',
    version: 'show product',
    interfaces: 'show interface',
    routes: 'show ipv4-routes',
  },
  save: 'copy running startup',
} satisfies Platform;
