import { type Pieces, slices } from './output.ts';
import type { Patience } from './patience.ts';

/** Which lines of an output are wanted; of several expressions in a list one is enough. */
export type LineFilter = {
  /** From the first line on that matches. */
  readonly begin: RegExp | undefined;
  /** Lines that match, each with the lines below it that are indented deeper; empty: all. */
  readonly section: readonly RegExp[];
  /** Of those, lines that match; empty: all. */
  readonly include: readonly RegExp[];
  /** Of those, lines that do not match. */
  readonly omit: readonly RegExp[];
};

/**
 * The lines of an output that are wanted, each exactly as it was, with its line end where it has one. A line of more
 * than 16 Mi units is judged by its beginning.
 * @throws OutOfPatience where an expression takes too long
 */
export async function* filterLines(
  output: Pieces,
  filter: LineFilter,
  { within }: Patience,
): AsyncGenerator<string, void, void> {
  const isKept = judge(filter);
  /** The beginning of a line whose end has not come. */
  let held: string[] = [];
  let heldLength = 0;
  /** What was decided about a line that is too long to be held. */
  let passes: boolean | undefined;
  for await (const piece of output) {
    const firstEnd = piece.indexOf('\n') + 1;
    let rest = piece;
    if (passes !== undefined) {
      const head = firstEnd === 0 ? piece : piece.slice(0, firstEnd);
      if (passes) yield head;
      if (firstEnd === 0) continue;
      passes = undefined;
      rest = piece.slice(firstEnd);
    }
    const end = rest.lastIndexOf('\n') + 1;
    if (end > 0) {
      const lines = held.join('') + rest.slice(0, end);
      yield* slices(within(() => keptLines(lines, isKept)));
      held = [];
      heldLength = 0;
    }
    if (end < rest.length) held.push(rest.slice(end));
    heldLength += rest.length - end;
    if (heldLength <= LONGEST_LINE) continue;
    const line = held.join('');
    passes = within(() => isKept(line));
    if (passes) yield* slices(line);
    held = [];
    heldLength = 0;
  }
  yield* slices(within(() => keptLines(held.join(''), isKept)));
}

/** In UTF-16 units. */
const LONGEST_LINE = 16 * 1024 * 1024;

function keptLines(text: string, isKept: (line: string) => boolean): string {
  let kept = '';
  for (let start = 0, end = 0; start < text.length; start = end) {
    const newline = text.indexOf('\n', start);
    end = newline === -1 ? text.length : newline + 1;
    if (isKept(text.slice(start, newline === -1 ? end : newline))) kept += text.slice(start, end);
  }
  return kept;
}

/** Judges one line after the other of one output, without their line ends. */
function judge({ begin, section, include, omit }: LineFilter): (line: string) => boolean {
  let hasBegun = begin === undefined;
  const isInSection = section.length === 0 ? () => true : sections(section);
  return (line) => {
    hasBegun ||= begin?.test(line) === true;
    return (
      hasBegun &&
      isInSection(line) &&
      (include.length === 0 || include.some((one) => one.test(line))) &&
      !omit.some((one) => one.test(line))
    );
  };
}

function sections(heads: readonly RegExp[]): (line: string) => boolean {
  /** How far the head of the section is indented; undefined outside of one. */
  let depth: number | undefined;
  return (line) => {
    const indented = line.search(/\S/);
    // An empty line ends nothing and says nothing.
    if (indented === -1) return false;
    if (depth !== undefined && indented > depth) return true;
    const isClosed = depth === indented && line[indented] === '}';
    depth = heads.some((head) => head.test(line)) ? indented : undefined;
    return isClosed || depth !== undefined;
  };
}
