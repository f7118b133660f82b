import { ciscoLike } from './cisco-like.ts';
import { GROUP1_AND_DSS } from './legacy-algorithms.ts';
import { MORE } from './pagers.ts';
import type { Platform } from './platform.ts';

/**
 * Yamaha RTX and SWX: the name is empty until `console prompt` sets one; `administrator` is what others call enable.
 * `console lines` belongs to the configuration, so the pager is answered.
 * Source: "Yamaha router command reference", console commands.
 */
export const yamaha = {
  ...ciscoLike,
  title: 'Yamaha RTX',
  modes: {
    user: { prompt: /^(?<name>(?:[\w[][\w.@/:[\]+-]{0,62})?) ?> ?$/ },
    administrator: {
      prompt: /^(?<name>(?:[\w[][\w.@/:[\]+-]{0,62})?) ?# ?$/,
      enter: {
        mode: 'user',
        command: 'administrator',
        secretPrompt: /^\s*(?:administrator )?password:\s*$/i,
      },
    },
  },
  privileged: 'administrator',
  prepare: [],
  pagers: [MORE, { pattern: /^-+つづく-+\s*$/, answer: ' ' }],
  refusals: [/^Error: /, /^エラー/],
  words: {
    'running-config': 'show config',
    version: 'show environment',
    routes: 'show ip route',
    arp: 'show arp',
  },
  save: 'save',
  legacyAlgorithms: GROUP1_AND_DSS,
} satisfies Platform;
