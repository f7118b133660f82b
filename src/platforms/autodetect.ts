import { generic } from './generic.ts';
import type { Platform } from './platform.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';

/**
 * A device of which nobody has said what it is, for as long as that is not known: any prompt will do, and what greetings
 * ask for is answered as the platforms that ask for it have it.
 */
export const autodetect = {
  ...generic,
  title: 'Found out on the device',
  modes: { cli: { prompt: /^(?<name>)[^\n]{0,120}[>#$%\]] ?$/ } },
  shellLogin: USER_NAME_AND_PASSWORD,
  pagers: [
    ...generic.pagers,
    { pattern: /^\s*\(Press 'a' to accept\):?\s*$/i, answer: 'a' },
    { pattern: /^\s*Do you want to see the software license\? \[Y\/n\]:?\s*$/i, answer: 'n' },
    { pattern: /^(?:Warning: )?.*Change now\? \[Y\/N\]:?\s*$/i, answer: 'N\r' },
  ],
} satisfies Platform;
