import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Alcatel-Lucent Enterprise AOS: `->`, unless `session prompt` says otherwise. Source: "OmniSwitch CLI Reference Guide". */
export const alcatelAos = {
  ...singlePrompt,
  title: 'Alcatel-Lucent Enterprise AOS',
  modes: { cli: { prompt: /^(?<name>(?:\w[\w.@/:+ -]{0,62}?)?)(?: ?[-=]>|(?<=\S)[>#]) ?$/ } },
  refusals: [/^\s*ERROR: /i, /^\s*\^\s*$/],
} satisfies Platform;
