import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Maipu routers and switches. */
export const maipu = {
  ...ciscoLike,
  title: 'Maipu',
  prepare: [{ command: 'more off', purpose: 'paging' }],
} satisfies Platform;
