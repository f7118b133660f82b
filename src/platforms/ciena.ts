import type { Platform } from './platform.ts';
import { SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Ciena SAOS 6 and 8: `*` marks what is not saved. Source: "SAOS Command Reference", `system shell session set more`. */
export const cienaSaos = {
  ...singlePrompt,
  title: 'Ciena SAOS',
  modes: { cli: { prompt: /^(?<name>[\w.@/:+-]{1,63}?)\*?[>#$] ?$/ } },
  prepare: [{ command: 'system shell session set more off', purpose: 'paging' }],
  refusals: [/^SHELL PARSER FAILURE: /, /^ERROR: /i, /^%{0,2} ?(?:Invalid|Incomplete|Ambiguous|Unknown)\b/i],
  readOnly: { commands: ['* sh[ow]'], unless: [TO_FILE, SECOND_COMMAND] },
  words: {
    'running-config': 'configuration show',
    version: 'software show',
    interfaces: 'port show',
    neighbors: 'lldp show neighbors',
    arp: 'arp show',
  },
  save: 'configuration save',
} satisfies Platform;

/** Ciena SAOS 10. */
export const cienaSaos10 = {
  ...cienaSaos,
  title: 'Ciena SAOS 10',
  prepare: [{ command: 'set session more off', purpose: 'paging' }],
  refusals: [...cienaSaos.refusals, /^syntax error\b/i],
  readOnly: { commands: ['show'], unless: [TO_FILE] },
  words: {
    'running-config': 'show running-config',
    version: 'show software',
    neighbors: 'show lldp neighbors',
  },
} satisfies Platform;

/** Ciena Waveserver. */
export const cienaWaveserver = { ...cienaSaos, title: 'Ciena Waveserver' } satisfies Platform;
