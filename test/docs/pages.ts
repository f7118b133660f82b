import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

/** The pages that are written for users, as paths from the root of the project. */
export const PAGES: readonly string[] = [
  'README.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** A fenced block of a page. */
export type Block = {
  readonly page: string;
  /** 1-based: that of its first line. */
  readonly line: number;
  /** Empty where the fence names none. */
  readonly language: string;
  readonly text: string;
  /** The file that it is, where the line before says "In `NAME`:". */
  readonly file: string | undefined;
};

/** A command of a block. */
export type Example = {
  readonly page: string;
  readonly line: number;
  readonly command: string;
  /** What the page shows of its output; undefined: nothing. */
  readonly shown: string | undefined;
};

function readPage(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

export function blocksOf(page: string): readonly Block[] {
  const text = readPage(page);
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, language = '', inner = ''] = match;
    const before = text.slice(0, match.index);
    return {
      page,
      line: before.split('\n').length + 1,
      language,
      text: inner,
      file: /In `([^`]+)`[^\n`]*:\n\n$/.exec(before)?.[1],
    };
  });
}

/** The commands of a `sh` or `console` block, each with what continues it; a program of a `js` block that uses the library. */
export function examplesOf(block: Block): readonly Example[] {
  const { page, line, language, text } = block;
  if (language === 'js' && text.includes("from 'netrun'")) {
    return [{ page, line, command: `node --input-type=module <<'END'\n${text}END`, shown: undefined }];
  }
  if (language !== 'sh' && language !== 'console') return [];
  return commandsOf(block);
}

function commandsOf(block: Block): readonly Example[] {
  const examples: { line: number; command: string; shown: string | undefined }[] = [];
  for (const [place, line] of block.text.replace(/\n$/, '').split('\n').entries()) {
    const last = examples.at(-1);
    const isTyped = block.language !== 'console' || line.startsWith('$ ');
    const typed = block.language === 'console' ? line.replace(/^[$>] /, '') : line;
    const isMore = last !== undefined && last.shown === undefined && continues(last.command, typed);
    if (isMore && (isTyped || line.startsWith('> '))) last.command += `\n${typed}`;
    else if (isTyped && typed.trim() !== '' && !typed.startsWith('#'))
      examples.push({ line: block.line + place, command: typed, shown: undefined });
    else if (!isTyped && last) last.shown = `${last.shown ?? ''}${line}\n`;
  }
  return examples.map((example) => ({ page: block.page, ...example }));
}

function continues(command: string, next: string): boolean {
  const [last = ''] = command.split('\n').slice(-1);
  return (
    /(?:\\|\||&&|\bdo|\bthen)$/.test(last.replace(/ #.*/, '').trimEnd()) ||
    /^(?:\s+\S|done\b|fi\b)/.test(next)
  );
}

/** The commands of netrun's in the last column of a table that says in its heading that it has what is typed now. */
export function tableExamplesOf(page: string): readonly Example[] {
  const lines = proseOf(page).split('\n');
  return lines.flatMap((line, place) => {
    const isIn = lines.slice(0, place).some((before) => before.includes(NOW));
    const [cell = ''] = line.startsWith('|') && isIn ? line.split(/(?<!\\) \| /).slice(-1) : [];
    const commands = [...cell.matchAll(/`(netrun [^`]+)`/g)];
    return commands.map(([, command = '']) => ({ page, line: place + 1, command, shown: undefined }));
  });
}

const NOW = 'what you type now';

/** What stands in backquotes outside of the blocks, with its line. */
export function inlineCodeOf(page: string): readonly { readonly line: number; readonly code: string }[] {
  const prose = proseOf(page);
  return [...prose.matchAll(/(`+)([^`]+)\1/g)].map((match) => ({
    line: prose.slice(0, match.index).split('\n').length,
    code: (match[2] ?? '').replaceAll(/\s+/g, ' '),
  }));
}

/** A page with its blocks left empty. */
export function proseOf(page: string): string {
  return readPage(page).replaceAll(/^```[\s\S]*?^```$/gm, (block) => block.replaceAll(/[^\n]/g, ''));
}

/** Where it stands, as editors and terminals make a link of it. */
export function at({ page, line }: Pick<Block, 'page' | 'line'>): string {
  return `${page}:${line}`;
}
