/** A word of Python, as far as it matters for reading what is written down in it. */
export type PythonToken = {
  /** unknown: a text with `{…}` in it that only the program can fill in. */
  readonly kind: 'text' | 'unknown' | 'number' | 'name' | 'sign';
  /** Of a text what it means; else as it is written. */
  readonly text: string;
  readonly offset: number;
  /** Counted from 0. */
  readonly line: number;
};

/** The words of a program; comments, blanks and what a shell of Python puts before lines are gone. */
export function pythonTokens(program: string): readonly PythonToken[] {
  const tokens: PythonToken[] = [];
  let line = 0;
  for (const { 0: found, index, groups = {} } of program.matchAll(TOKEN)) {
    const { prefix = '', text, number, name, sign } = groups;
    const token = { offset: index, line };
    if (text !== undefined) {
      const isFilledIn = /f/i.test(prefix) && /\{/.test(text);
      tokens.push({ ...token, kind: isFilledIn ? 'unknown' : 'text', text: meaningOf(text, prefix) });
    } else if (number !== undefined) tokens.push({ ...token, kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ ...token, kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ ...token, kind: 'sign', text: sign });
    if (found.includes('\n')) line += found.split('\n').length - 1;
  }
  return tokens;
}

const TOKEN =
  /\s+|#.*|>>>|(?<prefix>[A-Za-z]{0,2})(?<text>'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|(?<number>\d[\d_.]*)|(?<name>[A-Za-z_][\w.]*)|(?<sign>==|[^\s])/g;

function meaningOf(written: string, prefix: string): string {
  const quotes = /^(?:'''|""")/.test(written) ? 3 : 1;
  const inside = written.slice(quotes, -quotes);
  if (/r/i.test(prefix)) return inside;
  return inside.replaceAll(/\\([\\'"nrt])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
