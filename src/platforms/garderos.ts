import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
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
  readOnly: { commands: ['show', 'ping', 'traceroute'], unless: [TO_FILE] },
  words: { 'running-config': 'show configuration running', version: 'show version' },
  save: 'write startup-configuration',
} satisfies Platform;
