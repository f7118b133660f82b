import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
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
  readOnly: { commands: ['* show', 'version', 'rows'], unless: [TO_FILE, SECOND_COMMAND] },
  words: {
    version: 'version',
    interfaces: 'network interface show',
    neighbors: 'network device-discovery show',
    inventory: 'system node show',
    routes: 'network route show',
  },
} satisfies Platform;
