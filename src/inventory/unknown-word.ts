import { wordOf } from '../model/command-words.ts';
import { WORDS } from '../platforms/index.ts';
import { didYouMean } from './did-you-mean.ts';

/** What is wrong with the word at the start of a command; undefined where there is none, or where it is known. */
export function unknownWord(command: string): string | undefined {
  const word = wordOf(command);
  if (word === undefined || Object.hasOwn(WORDS, word)) return undefined;
  const known = Object.keys(WORDS).map((name) => `@${name}`);
  return `unknown word "@${word}"${didYouMean(`@${word}`, known)}; known are ${known.join(', ')}`;
}
