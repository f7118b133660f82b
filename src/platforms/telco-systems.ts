import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Telco Systems BiNOS. */
export const telcoSystemsBinos = {
  ...ciscoLike,
  title: 'Telco Systems BiNOS',
} satisfies Platform;
