import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/**
 * AudioCodes Mediant 7.x: `*` marks what is not saved. The window's height belongs to the configuration, so the pager
 * is answered.
 * Source: "Mediant CLI Reference Guide".
 */
export const audiocodes72 = {
  ...ciscoLike,
  title: 'AudioCodes 7.2',
  modes: {
    exec: { prompt: /^(?<name>\w[\w.@/:+ -]{0,62}?)\*?> ?$/ },
    privileged: {
      prompt: /^(?<name>\w[\w.@/:+ -]{0,62}?)\*?# ?$/,
      enter: ciscoLike.modes.privileged.enter,
    },
    configuration: {
      prompt: /^(?<name>\w[\w.@/:+ -]{0,62}?)\*?\([^()]*\)\*?# ?$/,
      leave: { mode: 'privileged', command: 'exit' },
    },
  },
  prepare: [],
  refusals: [...ciscoLike.refusals, /^Invalid command\b/i, /^Error: /i],
  words: {
    'running-config': 'show running-config',
    version: 'show system version',
    inventory: 'show system assembly',
  },
  save: 'write',
} satisfies Platform;

/** AudioCodes Mediant 6.6. */
export const audiocodes66 = { ...audiocodes72, title: 'AudioCodes 6.6' } satisfies Platform;

/** AudioCodes' old shell: the place in its tree is the prompt. */
export const audiocodesShell = {
  ...singlePrompt,
  title: 'AudioCodes shell',
  readOnly: { commands: ['show*'], unless: [TO_FILE, SECOND_COMMAND] },
  modes: { cli: { prompt: /^(?<name>)\/[\w/]*> ?$/ } },
  words: {},
  save: 'SaveConfiguration',
} satisfies Platform;
