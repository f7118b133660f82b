import { ciscoLike } from './cisco-like.ts';
import type { Platform } from './platform.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';

/** Calix B6: Enter is CR LF. */
export const calixB6 = {
  ...ciscoLike,
  title: 'Calix B6',
  shellLogin: USER_NAME_AND_PASSWORD,
  enter: '\r\n',
  prepare: [
    { command: 'terminal width 511', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
  save: 'copy run start',
} satisfies Platform;
