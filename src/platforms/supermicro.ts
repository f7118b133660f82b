import { ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Supermicro switches (SMIS): paging is a matter of the configuration, so the pager is answered. */
export const supermicroSmis = {
  ...ciscoLikeWithoutEnable,
  title: 'Supermicro SMIS',
  prepare: [],
} satisfies Platform;
