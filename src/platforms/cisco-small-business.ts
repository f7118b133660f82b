import { ciscoLike } from './cisco-like.ts';
import { ANY_KEY, MORE, MORE_SPACE } from './pagers.ts';
import type { Platform } from './platform.ts';

/** Cisco 200 series. */
export const ciscoS200 = { ...ciscoLike, title: 'Cisco 200 series' } satisfies Platform;

/**
 * Cisco 300 and Catalyst 1200/1300 series, CBS.
 * Paging: "Cisco 300 Series Managed Switches CLI Guide", `terminal datadump`.
 */
export const ciscoS300 = {
  ...ciscoLike,
  title: 'Cisco 300 series and Business switches',
  prepare: [
    { command: 'terminal width 511', purpose: 'width' },
    { command: 'terminal datadump', purpose: 'paging' },
  ],
  pagers: [MORE_SPACE, MORE, ANY_KEY],
  refusals: [...ciscoLike.refusals, /^% ?(?:missing mandatory parameter|bad parameter value|bad interface)/i],
} satisfies Platform;
