import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** IP Infusion OcNOS. */
export const ipInfusionOcnos = { ...ciscoLike, title: 'IP Infusion OcNOS' } satisfies Platform;
