import type { Platform } from './platform.ts';
import { NO_FILTER, SECOND_COMMAND, TO_FILE } from './redirections.ts';
import { singlePrompt } from './single-prompt.ts';

/** Brocade Fabric OS: `name:user>`, with the virtual fabric between them. Source: "Fabric OS Command Reference". */
export const brocadeFos = {
  ...singlePrompt,
  title: 'Brocade Fabric OS',
  modes: { cli: { prompt: /^(?<name>[\w.-]{1,63})(?::FID\d+)?:[\w.-]+[>#] ?$/ } },
  refusals: [
    ...singlePrompt.refusals,
    /^(?:-?\w*sh: )?\S+: command not found\s*$/,
    /^RBAC permission denied/,
  ],
  readOnly: { commands: ['*show', 'version'], unless: [TO_FILE, SECOND_COMMAND, NO_FILTER] },
  words: {
    'running-config': 'configshow',
    version: 'version',
    interfaces: 'switchshow',
    inventory: 'chassisshow',
  },
} satisfies Platform;
