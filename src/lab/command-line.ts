import type { Command, Unread } from './transcript.ts';

/** What a typed line means. */
export type Reading =
  | { readonly type: 'command'; readonly command: Command; readonly values: readonly string[] }
  | Unread;

/** Reads a line that is not blank, as the platform's parser would: word by word, the first that does not fit counts. */
export function readLine(
  line: string,
  commands: readonly Command[],
  words: 'abbreviated' | 'exact',
): Reading {
  let open = commands.map((command) => ({ command, syntax: command.syntax.split(' ') }));
  const typed = [...line.matchAll(/\S+/g)];
  const values: string[] = [];
  for (const [place, { 0: word, index }] of typed.entries()) {
    const fitting = fittingWords(
      word,
      open.map(({ syntax }) => syntax[place] ?? ''),
      words,
    );
    const [expected] = fitting;
    if (fitting.size > 1) return { type: 'ambiguous' };
    if (expected === undefined) return { type: 'unknown', at: index };
    open = open.filter(({ syntax }) => syntax[place] === expected);
    if (expected.endsWith('...>')) {
      values.push(line.slice(index).trimEnd());
      return done(open, place + 1, values);
    }
    if (expected.startsWith('<')) values.push(word);
  }
  return done(open, typed.length, values);
}

/** The words of the syntax that the typed word may stand for; keywords go before values. */
export function fittingWords(
  word: string,
  expected: Iterable<string>,
  words: 'abbreviated' | 'exact',
): ReadonlySet<string> {
  const choices = new Set(expected);
  const keyword = words === 'exact' ? word : word.toLowerCase();
  if (choices.has(keyword)) return new Set([keyword]);
  const keywords = [...choices].filter((choice) => isKeyword(choice) && choice.startsWith(keyword));
  if (words === 'abbreviated' && keywords.length > 0) return new Set(keywords);
  return new Set([...choices].filter((choice) => choice.startsWith('<')).slice(0, 1));
}

function isKeyword(choice: string): boolean {
  return choice !== '' && !choice.startsWith('<');
}

function done(
  open: readonly { readonly command: Command; readonly syntax: readonly string[] }[],
  length: number,
  values: readonly string[],
): Reading {
  const found = open.find(({ syntax }) => syntax.length === length);
  return found ? { type: 'command', command: found.command, values } : { type: 'incomplete' };
}
