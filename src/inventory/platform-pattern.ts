import type { Problems } from './problems.ts';
import { kindOf, type Tree } from './tree.ts';

/** Where a pattern is looked for; see `Shape`. */
type Use = 'prompt' | 'line' | 'start' | 'text';

/**
 * Reads a regular expression: its source alone, or `/source/i` where letters count the same in both cases.
 * @returns undefined where it is none, or cannot be what it is used for; why not is added to the problems
 */
export function readPattern(
  tree: Tree,
  use: Use,
  { name, problems }: { readonly name: string; readonly problems: Problems },
): RegExp | undefined {
  if (tree.kind !== 'text') {
    problems.add(tree.offset, `${name} must be a regular expression in quotes, not ${kindOf(tree)}`);
    return undefined;
  }
  const [, source = tree.text, flags = ''] = /^\/(.+)\/(\w*)$/s.exec(tree.text) ?? [];
  const pattern = compile(source, flags);
  const wrong = typeof pattern === 'string' ? pattern : unfit(pattern, use);
  if (wrong === undefined && typeof pattern !== 'string') return pattern;
  problems.add(tree.offset, `${name} ${wrong}`);
  return undefined;
}

/** How it is written so that `readPattern` gives it back. */
export function patternText({ source, flags }: RegExp): string {
  return flags === '' && !/^\/.+\/\w*$/s.test(source) ? source : `/${source}/${flags}`;
}

function compile(source: string, flags: string): RegExp | string {
  if (/[^i]/.test(flags)) return `has the flag ${flags.replace('i', '')}; only i is possible: /${source}/i`;
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, '') : String(error);
    return `is no regular expression: ${reason}`;
  }
}

/** Why a pattern cannot be what it is used for. */
function unfit(pattern: RegExp, use: Use): string | undefined {
  if (use !== 'text' && pattern.test('')) return 'matches an empty line';
  if (use === 'prompt' && !/^\^.*\$$/s.test(pattern.source)) {
    return 'must be the whole line: begin it with ^ and end it with $';
  }
  if (use === 'prompt' && !pattern.source.includes('(?<name>')) {
    return 'must have the group (?<name>…) around the host name, or (?<name>) where there is none';
  }
  if (use === 'start' && !pattern.source.startsWith('^')) return 'must begin with ^, the start of a line';
  return undefined;
}
