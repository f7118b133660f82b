import type { Platform } from '../platforms/platform.ts';
import type { Command } from './job.ts';

/** The word that stands at the start of a command, as in `@version` and `@running-config | include bgp`, without its `@`. */
export function wordOf(text: string): string | undefined {
  return /^\s*@([\w-]*)(?=\s|$)/.exec(text)?.[1];
}

/** Commands with a platform's own in place of words; `missing` are the words for which it has none, as they were typed. */
export function withoutWords(
  commands: readonly Command[],
  { words }: Platform,
): { readonly commands: readonly Command[]; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const known: Readonly<Record<string, string | undefined>> = words;
  const own = commands.map((command) => {
    const word = wordOf(command.text);
    if (word === undefined) return command;
    const meant = Object.hasOwn(words, word) ? known[word] : undefined;
    if (meant === undefined) missing.add(`@${word}`);
    return { ...command, text: command.text.replace(/^\s*@[\w-]*/, () => meant ?? `@${word}`) };
  });
  return { commands: own, missing: [...missing] };
}
