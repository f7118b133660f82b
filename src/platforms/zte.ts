import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** ZTE ZXROS. */
export const zteZxros = {
  ...ciscoLike,
  title: 'ZTE ZXROS',
  refusals: [...ciscoLike.refusals, /^%(?:Error|Code)\b/],
} satisfies Platform;
