import type { Platform } from './platform.ts';
import { singlePrompt } from './single-prompt.ts';

/** Pluribus Netvisor: `CLI (user@name) >`. Source: "Netvisor ONE Configuration Guide", `pager`. */
export const pluribus = {
  ...singlePrompt,
  title: 'Pluribus Netvisor',
  modes: { cli: { prompt: /^CLI \((?:[^()@\s]+@)?(?<name>[\w.-]{1,63})\) > ?$/ } },
  prepare: [{ command: 'pager off', purpose: 'paging' }],
  refusals: [...singlePrompt.refusals, /^\w[\w-]*: (?:unknown|no such) (?:command|option)/i],
} satisfies Platform;
