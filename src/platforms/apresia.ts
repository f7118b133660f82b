import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** APRESIA AEOS. */
export const apresiaAeos = {
  ...ciscoLike,
  title: 'APRESIA AEOS',
  save: 'copy running-config startup-config',
} satisfies Platform;
