import type { Platform } from '../platforms/platform.ts';
import { wordOf } from './command-words.ts';

/**
 * Is the command one of those that change nothing? Where the platform's data does not say so, it is not. A word such as
 * `@version` always stands for one that only reads.
 */
export function isReadOnly({ readOnly }: Platform, line: string): boolean {
  const command = line.trim();
  const reads = wordOf(command) !== undefined || begins(command, readOnly.commands);
  return reads && !readOnly.unless.some((pattern) => pattern.test(command));
}

/** Should somebody say yes before the command runs: is it dangerous or, where the platform lists none such, not read-only? */
export function wantsConsent(platform: Platform, line: string): boolean {
  const { dangerous } = platform;
  if (!dangerous) return !isReadOnly(platform, line);
  return line
    .replaceAll(/["'\\]/g, '')
    .split(BETWEEN_PROGRAMS)
    .some((program) => candidates(program).some((words) => begins(words, dangerous)));
}

/** Where a shell's line goes on with another program. */
const BETWEEN_PROGRAMS = /[;&|\n(){}`]|\b(?:then|do|else|xargs|exec)\b/;

/** Programs that start another one, of whose options some take a word of their own. */
const STARTERS =
  /^(?:sudo|doas|env|nohup|time|nice|command|builtin|setsid|timeout|chroot|find|su|sh|bash|ssh)\b/;

/** What may be the beginning of a command in a part of a shell's line. */
function candidates(part: string): readonly string[] {
  const words = withoutFolder(part.replace(/^[!$\s]*(?:\w+=\S*\s+)*/, ''));
  if (!STARTERS.test(words)) return [words];
  const all = words.split(/\s+/);
  return all.map((_, at) => withoutFolder(all.slice(at).join(' ')));
}

function withoutFolder(command: string): string {
  return command.replace(/^\S*\/(?=\S)/, '');
}

function begins(line: string, commands: readonly string[]): boolean {
  return commands.some((words) => beginningWith(words).test(line));
}

function beginningWith(words: string): RegExp {
  const parts = words
    .split(' ')
    .map((word) => (word === '*' ? ANY_WORDS : `${sourceOf(word)}(?=[\\s?]|$)\\s*`));
  return new RegExp(`^${parts.join('')}`, 'i');
}

const ANY_WORDS = '(?:[\\w./-]+\\s+)*';

/** `sh[ow]` is `sh`, `sho` and `show`. */
function sourceOf(word: string): string {
  const [, whole = word, rest = ''] = /^(.+)\[(.+)\]$/.exec(word) ?? [];
  const optional = [...rest].reduceRight((inner, letter) => `(?:${escaped(letter)}${inner})?`, '');
  return `${[...whole].map((letter) => (letter === '*' ? '[\\w./-]*' : escaped(letter))).join('')}${optional}`;
}

function escaped(letter: string): string {
  return /\w/.test(letter) ? letter : `\\${letter}`;
}
