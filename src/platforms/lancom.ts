import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** LANCOM LCOS SX 4: `logout` ends the session. */
export const lancomLcosSx4 = {
  ...ciscoLike,
  title: 'LANCOM LCOS SX 4',
  logout: 'logout',
  save: 'copy running-config startup-config',
} satisfies Platform;
