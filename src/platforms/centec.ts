import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Centec OS. */
export const centecOs = { ...ciscoLike, title: 'Centec OS' } satisfies Platform;
