import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Garderos GRS. unverified: whether `enable` does anything */
export const garderosGrs = {
  ...singlePrompt,
  title: 'Garderos GRS',
  modes: {
    cli: { prompt: /^(?<name>\w[\w.@/:+-]{0,62})# ?$/ },
    configuration: {
      prompt: /^(?<name>\w[\w.@/:+-]{0,62})\([^()]*\)# ?$/,
      leave: { mode: 'cli', command: 'exit' },
    },
  },
} satisfies Platform;
