import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Casa Systems CMTS. */
export const casaCmts = {
  ...ciscoLikeWithoutEnable,
  title: 'Casa Systems CMTS',
  prepare: [{ command: 'page-off', purpose: 'paging' }],
  save: 'copy running-config startup-config',
} satisfies Platform;
