import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Vertiv MPH power distribution units: `cli->`. */
export const vertivMph = {
  ...singlePrompt,
  title: 'Vertiv MPH',
  modes: { cli: { prompt: /^(?<name>)cli-> ?$/ } },
  logout: 'logout',
} satisfies Platform;
