import { readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { matchesPattern } from './host-patterns.ts';

/** A line of ssh_config(5), taken apart, with the place where it stands. */
export type ConfigLine = {
  /** In lower case. */
  readonly keyword: string;
  /** Without quotes and comments. */
  readonly words: readonly string[];
  /** All behind the keyword, as it stands there. */
  readonly rest: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The lines of the files that an Include names, file by file. */
  readonly included: readonly (readonly ConfigLine[])[];
};

export type ConfigFile = {
  readonly path: string;
  /** Where the relative paths of its Includes begin. */
  readonly folder: string;
  /** What `~` stands for. */
  readonly home: string;
};

/**
 * Reads a file of ssh_config(5) with all that it includes.
 * @returns no lines where there is no such file
 * @throws the error of fs where it cannot be read
 */
export function readConfigLines(file: ConfigFile, depth = 0): readonly ConfigLine[] {
  let text: string;
  try {
    text = readFileSync(file.path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // fs throws nothing else
    throw error;
  }
  return parseConfigLines(text, file, depth);
}

/** The lines of a text that is a file of ssh_config(5), with all that they include. */
export function parseConfigLines(text: string, file: ConfigFile, depth = 0): readonly ConfigLine[] {
  return text.split('\n').flatMap((one, index) => {
    const found = /^\s*([^\s="#]+|"[^"]*")(?:\s*=\s*|\s+|$)(.*?)\s*$/.exec(one);
    if (!found) return [];
    const [, quoted = '', rest = ''] = found;
    const keyword = quoted.replaceAll('"', '').toLowerCase();
    const words = wordsOf(rest);
    const included = keyword === 'include' ? words.flatMap((word) => includedBy(word, file, depth)) : [];
    return [{ keyword, words, rest, file: file.path, line: index + 1, included }];
  });
}

/** Words with quotes and backslashes as OpenSSH's argv_split() takes them; a `#` at the start of one is a comment. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (character === '\\' && (/["'\\]/.test(next) || (quote === '' && next === ' '))) {
      word = (word ?? '') + next;
      at++;
    } else if (quote !== '' ? character === quote : character === '"' || character === "'") {
      word ??= '';
      quote = quote === '' ? character : '';
    } else if (quote === '' && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (word === undefined && character === '#') {
      break;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** As OpenSSH's READCONF_MAX_DEPTH: a file may include itself. */
const MOST_DEEP = 16;

function includedBy(pattern: string, file: ConfigFile, depth: number): (readonly ConfigLine[])[] {
  if (depth >= MOST_DEEP) return [];
  const path = pattern.startsWith('~/') ? join(file.home, pattern.slice(2)) : pattern;
  const full = isAbsolute(path) ? path : join(file.folder, path);
  return filesOf(full).flatMap((one) => {
    try {
      return [readConfigLines({ ...file, path: one }, depth + 1)];
    } catch {
      return []; // ssh goes on as well where a pattern matches a folder, or what it may not read
    }
  });
}

/** The files that a pattern of glob(7) matches, in its order; braces are not known. */
function filesOf(pattern: string): string[] {
  if (!/[*?[]/.test(pattern)) return [pattern];
  const folder = dirname(pattern);
  const name = pattern.slice(folder === '/' ? 1 : folder.length + 1);
  return filesOf(folder).flatMap((parent) => {
    let names: string[];
    try {
      names = readdirSync(parent);
    } catch {
      return [];
    }
    const isMatch = (one: string) => (name.startsWith('.') || !one.startsWith('.')) && matchesName(name, one);
    return names
      .filter(isMatch)
      .sort()
      .map((one) => join(parent, one));
  });
}

function matchesName(pattern: string, name: string): boolean {
  if (!pattern.includes('[')) return matchesPattern(pattern, name);
  const source = pattern.replaceAll(/\[!?[^\]]+\]|\*|\?|[.+^${}()|\\[\]]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length > 1) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's').test(name);
}
