import type { Platform } from './platform.ts';
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
} satisfies Platform;
