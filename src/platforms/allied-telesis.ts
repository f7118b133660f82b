import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';

/** Allied Telesis AlliedWare Plus. */
export const alliedTelesisAwplus = {
  ...ciscoLike,
  title: 'Allied Telesis AlliedWare Plus',
} satisfies Platform;
