import { ciscoIos } from './cisco-ios.ts';
import type { Platform } from './platform.ts';
import { NO_FILTER, TO_FILE } from './redirections.ts';

/**
 * Arista EOS: VRF, session and time may stand behind the name.
 * Prompts: "EOS User Manual", Command-Line Interface, `prompt`.
 */
export const aristaEos = {
  ...ciscoIos,
  title: 'Arista EOS',
  modes: {
    exec: { prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\((?!config)[^()]*\)){0,2}>\s?$/ },
    privileged: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\((?!config)[^()]*\)){0,2}#\s?$/,
      enter: ciscoIos.modes.privileged.enter,
    },
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63})(?:\([^()]*\)){0,2}\(config[^()]*\)#\s?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
  },
  refusals: [
    ...ciscoIos.refusals,
    /^% ?(?:Unavailable command|Cannot commit|Duplicate sequence number|Error\b)/i,
  ],
  readOnly: {
    commands: ['sh[ow]', 'dir', 'mor[e]', 'pi[ng]', 'tr[aceroute]', 'who', 'wat[ch]'],
    unless: [NO_FILTER, TO_FILE],
  },
  words: { ...ciscoIos.words, interfaces: 'show interfaces status', neighbors: 'show lldp neighbors' },
  save: 'copy running-config startup-config',
} satisfies Platform;
