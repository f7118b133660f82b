import type { Problem } from '../model/usage-error.ts';
import { readText } from './read-text.ts';

/** Which devices the command line asks for. */
export type Choice = {
  /** What each `--limit` says; they are united. */
  readonly limit?: readonly string[];
  /** Files of such terms, one or more a line. */
  readonly limitFiles?: readonly string[];
  /** What each `--exclude` says. */
  readonly exclude?: readonly string[];
};

/** What one `--limit`, one file or one `--exclude` says. */
export type Clause = {
  readonly terms: readonly Term[];
  /** As the user would name it, for messages. */
  readonly text: string;
};

/** A word that stands for devices. */
type Term = {
  /** without: whatever else is wanted, not these; within: of what its clause names, only these. */
  readonly role: 'with' | 'within' | 'without';
  /** Without the sign of its role. */
  readonly text: string;
  /** A problem with this term. */
  complain(message: string): Problem;
};

/**
 * Splits a choice into terms. `@` before a path with a slash in it, and `--limit-file`, stand for the lines of a file:
 * a term each, or several with commas; `#` begins a comment.
 * @throws UsageError where a file cannot be read or is empty
 */
export async function readChoice({ limit = [], limitFiles = [], exclude = [] }: Choice): Promise<Clause[]> {
  const clauses: Clause[] = [];
  for (const text of limit) {
    const terms = await Promise.all(splitItems(text).map((item) => readItem(item, '--limit')));
    clauses.push({ text: `--limit ${JSON.stringify(text)}`, terms: terms.flat() });
  }
  for (const file of limitFiles) clauses.push({ text: `--limit-file ${file}`, terms: await readNames(file) });
  for (const text of exclude) {
    const terms = await Promise.all(splitItems(text).map((item) => readItem(item, '--exclude')));
    const without = terms.flat().map((term) => ({ ...term, role: 'without' as const }));
    clauses.push({ text: `--exclude ${JSON.stringify(text)}`, terms: without });
  }
  return clauses;
}

function readItem(item: string, option: string): Promise<readonly Term[]> | readonly Term[] {
  const file = /^@(.*\/.*)$/.exec(item)?.[1];
  if (file !== undefined) return readNames(file);
  const wayOut = option === '--exclude' && LOOKS_LIKE_LINES.test(item) ? WAY_OUT : '';
  return [termOf(item, (message) => ({ message: `${option}: ${message}${wayOut}` }))];
}

/** On Cisco's devices `exclude` is about lines, and takes a regular expression. */
const LOOKS_LIKE_LINES = /[\s^$|\\()+]|\.\*/;
const WAY_OUT = '; lines of outputs are left out with --omit';

async function readNames(file: string): Promise<readonly Term[]> {
  const text = await readText(file, 'it is to be a file of names, one a line');
  return text.split(/\r\n?|\n/).flatMap((line, place) => {
    const items = splitItems(line.replace(/(?:^|\s)#.*$/, ''));
    return items.map((item) => termOf(item, (message) => ({ file, line: place + 1, message })));
  });
}

function splitItems(text: string): string[] {
  // A comma in brackets belongs to a pattern: sw[01-12,14].
  const items = text.match(/(?:\[[^\]]*\]|[^,])+/g) ?? [];
  return items.map((item) => item.trim()).filter((item) => item.replace(/^[!&]\s*/, '') !== '');
}

function termOf(item: string, complain: Term['complain']): Term {
  const text = item.replace(/^[!&]\s*/, '');
  if (item.startsWith('!')) return { role: 'without', text, complain };
  return { role: item.startsWith('&') ? 'within' : 'with', text, complain };
}
