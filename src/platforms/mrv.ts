import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** MRV OptiSwitch. */
export const mrvOptiswitch = {
  ...ciscoLike,
  title: 'MRV OptiSwitch',
  modes: {
    ...ciscoLike.modes,
    privileged: { ...ciscoLike.modes.privileged, enter: { mode: 'exec', command: 'enable' } },
  },
  prepare: [{ command: 'no cli-paging', purpose: 'paging' }],
  words: { ...ciscoLike.words, interfaces: 'show port' },
  save: 'save config flash',
} satisfies Platform;

/** MRV LX: `>>` is the privileged prompt, with the line's number before it. */
export const mrvLx = {
  ...ciscoLike,
  title: 'MRV LX',
  modes: {
    exec: { prompt: /^(?!Conf)(?<name>[\w.@-]{1,63})(?::\d+)? ?> ?$/ },
    privileged: {
      prompt: /^(?!Conf)(?<name>[\w.@-]{1,63})(?::\d+)? ?>> ?$/,
      enter: ciscoLike.modes.privileged.enter,
    },
    configuration: {
      prompt: /^(?<name>)Conf\w*(?::\d+)? ?>> ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  prepare: [{ command: 'no pause', purpose: 'paging' }],
  words: {
    'running-config': 'show configuration',
    version: 'show version',
  },
  save: 'save config flash',
} satisfies Platform;
