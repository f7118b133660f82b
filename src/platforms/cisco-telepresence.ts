import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Cisco TelePresence endpoints (TC, CE): most end their answers with a line `OK` and show no prompt at all. */
export const ciscoTelepresence = {
  ...singlePrompt,
  title: 'Cisco TelePresence endpoint',
  modes: { cli: { prompt: /^(?<name>)(?:OK|tshell)?[>#] ?$/ } },
  enter: '\r\n',
  refusals: [/^Command not recognized\./, /^ERROR\b/],
  logout: 'bye',
  readOnly: { commands: ['xStatus', 'xConfiguration', 'xFeedback list'], unless: [/:/] },
  words: { 'running-config': 'xConfiguration', version: 'xStatus SystemUnit', interfaces: 'xStatus Network' },
} satisfies Platform;
