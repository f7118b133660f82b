import type { ReadOnly } from './platform.ts';
import { FILE_AS_FIRST_PIPE, NO_FILTER, TO_FILE } from './redirections.ts';

/** IOS, with the shortest forms that mean nothing else in EXEC mode. Source: "Cisco IOS Configuration Fundamentals Command Reference". */
export const CISCO_READ_ONLY = {
  commands: ['sh[ow]', 'dir', 'mor[e]', 'pi[ng]', 'tr[aceroute]', 'whe[re]', 'who'],
  unless: [FILE_AS_FIRST_PIPE],
} satisfies ReadOnly;

/** Switches and routers that took their commands over from IOS, but for what each of them lets follow a pipe. */
export const SHOW_READ_ONLY = {
  commands: ['sh[ow]', 'pi[ng]', 'tracer[oute]'],
  unless: [NO_FILTER, TO_FILE],
} satisfies ReadOnly;

/** Nothing is known to be harmless. */
export const NONE_READ_ONLY = { commands: [], unless: [] } satisfies ReadOnly;
