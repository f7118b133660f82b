import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** ARRIS Converged Edge Router. */
export const arrisCer = {
  ...ciscoLike,
  title: 'ARRIS CER',
  modes: {
    exec: { prompt: /^(?:\[[\w ]*\] ?)?(?<name>[\w.@/:+-]{1,63})> ?$/ },
    privileged: {
      prompt: /^(?:\[[\w ]*\] ?)?(?<name>[\w.@/:+-]{1,63})# ?$/,
      enter: ciscoLike.modes.privileged.enter,
    },
    configuration: {
      prompt: /^(?:\[[\w ]*\] ?)?(?<name>[\w.@/:+-]{1,63})\([^()]*\)# ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  save: 'write memory',
} satisfies Platform;
