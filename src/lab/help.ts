import { fittingWords } from './command-line.ts';
import type { Command } from './transcript.ts';

/**
 * What `?` prints after a line: the words that may come next with their meanings, or, right after a word, the words
 * that begin like it. undefined: the line before it is no command.
 */
export function helpFor(
  line: string,
  commands: readonly Command[],
  meanings: Readonly<Record<string, string>>,
): string | undefined {
  const typed = line.match(/\S+/g) ?? [];
  const begun = /\S$/.test(line) ? (typed.pop() ?? '') : undefined;
  let open = commands.map(({ syntax }) => syntax.split(' '));
  for (const [place, word] of typed.entries()) {
    const fitting = fittingWords(
      word,
      open.map((syntax) => syntax[place] ?? ''),
      'abbreviated',
    );
    const [expected] = fitting;
    if (fitting.size !== 1) return undefined;
    open = open.filter((syntax) => syntax[place] === expected);
  }
  const next = [...new Set(open.map((syntax) => syntax[typed.length] ?? '<cr>'))].toSorted(byWord);
  if (begun === undefined) return table(next, meanings);
  const alike = next.filter((word) => word.startsWith(begun.toLowerCase()) && !word.startsWith('<'));
  return alike.length > 0 ? `${alike.join('  ')}\n` : undefined;
}

function table(words: readonly string[], meanings: Readonly<Record<string, string>>): string {
  const width = Math.max(...words.map((word) => label(word).length));
  const rows = words.map((word) => `  ${label(word).padEnd(width)}  ${meanings[word] ?? ''}`.trimEnd());
  return `${rows.join('\n')}\n\n`;
}

/** Values are shown as IOS does: WORD, LINE. */
function label(word: string): string {
  if (!word.startsWith('<') || word === '<cr>') return word;
  return word.endsWith('...>') ? 'LINE' : 'WORD';
}

/** `<cr>` comes last, as IOS has it. */
function byWord(a: string, b: string): number {
  if (a === '<cr>' || b === '<cr>') return Number(a === '<cr>') - Number(b === '<cr>');
  return a < b ? -1 : Number(a > b);
}
