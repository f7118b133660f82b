import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Asterfusion AsterNOS: `terminal raw-output` shows outputs without a pager. */
export const asterfusionAsternos = {
  ...ciscoLikeWithoutEnable,
  title: 'Asterfusion AsterNOS',
  modes: {
    ...ciscoLikeWithoutEnable.modes,
    shell: { prompt: /^[\w.-]+@(?<name>[\w.-]{1,63}):[^#$]*[#$] ?$/ },
  },
  prepare: [{ command: 'terminal raw-output', purpose: 'paging' }],
  save: 'write',
} satisfies Platform;
