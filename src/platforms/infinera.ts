import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Infinera XTM packet switches. */
export const infineraPacket = {
  ...ciscoLike,
  title: 'Infinera packet switch',
  prepare: [{ command: 'terminal more off', purpose: 'paging' }],
  save: 'copy running-config startup-config',
} satisfies Platform;
