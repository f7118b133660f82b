import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** NetApp ONTAP: `cluster::>`, `cluster::*>` with more rights. Source: "ONTAP command reference", `rows`. */
export const netappCdot = {
  ...singlePrompt,
  title: 'NetApp ONTAP',
  modes: { cli: { prompt: /^(?<name>[\w.-]{1,63})::[\w /*-]*> ?$/ } },
  prepare: [{ command: 'rows 0', purpose: 'paging' }],
  pagers: [
    ...singlePrompt.pagers,
    { pattern: /^Press <space> to page down, <return> for next line, or 'q' to quit\.*\s*$/i, answer: ' ' },
  ],
  refusals: [/^Error: /, /^Ambiguous command\b/i],
} satisfies Platform;
