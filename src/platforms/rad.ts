import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** RAD ETX: the place in its tree stands behind the name. Paging belongs to the configuration, so the pager is answered. */
export const radEtx = {
  ...singlePrompt,
  title: 'RAD ETX',
  modes: { cli: { prompt: /^(?<name>\w[\w.@+ -]{0,62}?)(?:>[\w>()./" -]{1,120})?# ?$/ } },
  pagers: [{ pattern: /^\s*more\.{2,3}\s*$/i, answer: ' ' }, ...singlePrompt.pagers],
  refusals: [...singlePrompt.refusals, /^# ?cli error\b/i],
  logout: 'logout',
  readOnly: { commands: ['* show', 'info', '* info'], unless: [TO_FILE] },
  words: { 'running-config': 'info' },
  save: 'admin save',
} satisfies Platform;
