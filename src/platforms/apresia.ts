import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** APRESIA AEOS. */
export const apresiaAeos = {
  ...ciscoLike,
  title: 'APRESIA AEOS',
  words: { 'running-config': 'show running-config', version: 'show version' },
  save: 'copy running-config startup-config',
} satisfies Platform;
