/** A word as a shell would see it, and where it begins in the line. */
export type ShellWord = { readonly text: string; readonly offset: number };

/** The words of a line, or the sentence that says why it has none. */
export type ShellWords = { readonly words: readonly ShellWord[] } | { readonly problem: string };

/**
 * Splits a line as Python's shlex does with comments: quotes and backslashes as in a POSIX shell; a `#` outside of
 * quotes ends the line, even within a word.
 */
export function splitShellWords(line: string): ShellWords {
  const words: ShellWord[] = [];
  let word: { text: string; readonly offset: number } | undefined;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (letter === '#') break;
    if (/\s/.test(letter)) {
      if (word) words.push(word);
      word = undefined;
      continue;
    }
    word ??= { text: '', offset: at };
    if (letter === '\\') {
      at++;
      if (at === line.length) return { problem: 'the line ends in a backslash that stands for nothing' };
      word.text += line[at];
    } else if (letter === '"' || letter === "'") {
      const end = closingQuote(line, at);
      if (end < 0) return { problem: `a quote ${letter} is opened and never closed` };
      const inside = line.slice(at + 1, end);
      // In double quotes a backslash protects only a quote and itself.
      word.text += letter === '"' ? inside.replaceAll(/\\(["\\])/g, '$1') : inside;
      at = end;
    } else word.text += letter;
  }
  if (word) words.push(word);
  return { words };
}

function closingQuote(line: string, open: number): number {
  const quote = line[open];
  for (let at = open + 1; at < line.length; at++) {
    if (line[at] === quote) return at;
    if (quote === '"' && line[at] === '\\') at++;
  }
  return -1;
}
