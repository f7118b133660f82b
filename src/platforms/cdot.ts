import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** C-DOT CROS. */
export const cdotCros = {
  ...ciscoLikeWithoutEnable,
  title: 'C-DOT CROS',
  modes: {
    exec: { prompt: /^(?<name>[\w.@/:+-]{1,63})[#$] ?$/ },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})\([^()]*\)# ?$/,
      leave: { mode: 'exec', command: 'end' },
    },
  },
  prepare: [
    { command: 'complete-on-space false', purpose: 'width' },
    { command: 'screen-width 511', purpose: 'width' },
    { command: 'screen-length 0', purpose: 'paging' },
  ],
  save: 'copy running-config startup-config',
} satisfies Platform;
