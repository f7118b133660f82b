import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Citrix NetScaler: a bare `>`, unless `set cli prompt` says otherwise. Source: "NetScaler Command Reference", `set cli mode`. */
export const netscaler = {
  ...singlePrompt,
  title: 'Citrix NetScaler',
  modes: {
    cli: { prompt: /^(?<name>(?:\w[\w.@-]{0,62})?)> ?$/ },
    shell: { prompt: /^(?:[\w.-]+@)?(?<name>\w[\w.-]{0,62})[#%] ?$/ },
  },
  prepare: [{ command: 'set cli mode -page OFF', purpose: 'paging' }],
  refusals: [/^\s*\^?ERROR: /i],
} satisfies Platform;
