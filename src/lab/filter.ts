import { fittingWords } from './command-line.ts';

/** A line cut at its first `|`. */
export type Piped = {
  readonly command: string;
  readonly filter: Filter | undefined;
};

/** A filter's name as it was typed, where it stands in the line, and its expression. */
export type Filter = { readonly word: string; readonly at: number; readonly expression: string };

export function splitPipe(line: string): Piped {
  const cut = /^(?<command>[^|]*\S)(?<pipe>\s*\|\s*)(?<word>\S*)\s*(?<expression>.*)$/.exec(line)?.groups;
  if (!cut) return { command: line, filter: undefined };
  const { command = '', pipe = '', word = '', expression = '' } = cut;
  return { command, filter: { word, at: command.length + pipe.length, expression: expression.trimEnd() } };
}

/** The lines of an output that a filter lets through; undefined: there is no such filter. */
export function applyFilter(output: string, filter: Filter, known: readonly string[]): string | undefined {
  const [kind] = filter.word === '' ? [] : fittingWords(filter.word, known, 'abbreviated');
  const pattern = expression(filter.expression);
  const lines = output.split(/(?<=\n)/);
  switch (kind) {
    case 'include':
      return lines.filter((line) => pattern.test(line.trimEnd())).join('');
    case 'exclude':
      return lines.filter((line) => !pattern.test(line.trimEnd())).join('');
    case 'begin': {
      const first = lines.findIndex((line) => pattern.test(line.trimEnd()));
      return first < 0 ? '' : lines.slice(first).join('');
    }
    case 'section':
      return sections(lines, pattern);
    case 'count':
      return `Number of lines which match regexp = ${lines.filter((line) => pattern.test(line.trimEnd())).length}\n`;
    default:
      return undefined;
  }
}

/** Lines that match, each with the deeper indented lines that follow it. */
function sections(lines: readonly string[], pattern: RegExp): string {
  let depth = Number.POSITIVE_INFINITY;
  return lines
    .filter((line) => {
      const indent = line.search(/\S/);
      if (indent > depth) return true;
      depth = pattern.test(line.trimEnd()) ? indent : Number.POSITIVE_INFINITY;
      return depth === indent;
    })
    .join('');
}

/** What is no valid expression is taken literally. */
function expression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  }
}
