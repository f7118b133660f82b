import type { ChalkInstance } from 'chalk';

/** One of two texts, and what its line in the head of the difference says. */
type Version = { readonly name: string; readonly text: string };

type DiffOptions = {
  /** Whether two lines count as the same; absent: only when they are. */
  readonly isSame?: (before: string, after: string) => boolean;
  /** Lines taken away and added beyond which there is no difference worth showing; absent: no number is too large. */
  readonly mostEdits?: number;
};

/** @returns lines without their line feeds; undefined where there are too many edits */
export type UnifiedDiff = (
  before: Version,
  after: Version,
  options?: DiffOptions,
) => readonly string[] | undefined;

/** What compares texts line by line. It is loaded when it is asked for, since most runs compare nothing. */
export async function unifiedDiff(): Promise<UnifiedDiff> {
  const { createTwoFilesPatch } = await import('diff');
  return (before, after, { isSame, mostEdits = Number.MAX_SAFE_INTEGER } = {}) =>
    createTwoFilesPatch(before.name, after.name, before.text, after.text, undefined, undefined, {
      context: 3,
      maxEditLength: mostEdits,
      ...(isSame ? { comparator: isSame } : {}),
    })
      ?.split('\n')
      .slice(1, -1);
}

/** A line of a difference in its colour. */
export function colouredDiff(line: string, chalk: ChalkInstance): string {
  if (/^(?:---|\+\+\+) /.test(line)) return chalk.bold(line);
  if (line.startsWith('+')) return chalk.green(line);
  if (line.startsWith('-')) return chalk.red(line);
  return line.startsWith('@@') ? chalk.cyan(line) : line;
}
