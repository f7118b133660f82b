import type { Problems } from './problems.ts';
import { isNull, kindOf, type Mapping, mappingAt, type Tree } from './tree.ts';

/** A value with what it is called in messages, which is mostly its key. */
export type Named = { readonly name: string; readonly value: Tree };

/**
 * Text of one line. Its blanks stay, since they may belong to a password, but for the line end of a YAML block.
 * @returns undefined where there is none, or where it is something else, which is added to the problems
 */
export function readLine({ name, value }: Named, problems: Problems): string | undefined {
  if (isNull(value)) return undefined;
  if (value.kind !== 'text') {
    const why =
      value.kind === 'sealed'
        ? value.why
        : `must be text, not ${kindOf(value)}; text that begins with [ or { must be quoted`;
    problems.add(value.offset, `${name} ${why}`);
    return undefined;
  }
  const line = value.text.replace(/\r?\n$/, '');
  if (!/[\r\n]/.test(line)) return line;
  // It would be typed at the device as two lines, and the second one run as a command.
  problems.add(value.offset, `${name} must be a single line`);
  return undefined;
}

/** A line without the blanks around it; undefined also where nothing is left. */
export function readWord(named: Named, problems: Problems): string | undefined {
  return readLine(named, problems)?.trim() || undefined;
}

/** A mapping, which is empty where there is none or where something else stands, which is added to the problems. */
export function readMapping(value: Tree, name: string, problems: Problems): Mapping {
  if (value.kind === 'mapping') return value;
  if (!isNull(value)) problems.add(value.offset, `${name} must be a mapping, not ${kindOf(value)}`);
  return mappingAt([], value.offset);
}

/** `true` or `false`, as YAML writes them. */
export function readSwitch(named: Named, problems: Problems): boolean | undefined {
  const text = readWord(named, problems);
  if (text === undefined) return undefined;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  problems.add(named.value.offset, `${named.name} ${JSON.stringify(text)} is neither true nor false`);
  return undefined;
}

/** @returns how many a second */
export function readRate(named: Named, problems: Problems): number | undefined {
  const text = readWord(named, problems);
  if (text === undefined) return undefined;
  const rate = Number(text);
  if (rate > 0 && Number.isFinite(rate)) return rate;
  const message = `${named.name} ${JSON.stringify(text)} is not a number a second greater than 0, such as 5 or 0.5`;
  problems.add(named.value.offset, message);
  return undefined;
}

/** @returns milliseconds */
export function readSeconds(named: Named, problems: Problems): number | undefined {
  const text = readWord(named, problems);
  if (text === undefined) return undefined;
  const ms = /^\d+(?:\.\d*)?$|^\.\d+$/.test(text) ? Math.round(Number(text) * 1000) : Number.NaN;
  if (ms >= 1 && ms <= LONGEST_TIMER_MS) return ms;
  const message = `${named.name} ${JSON.stringify(text)} is not a number of seconds greater than 0, such as 10 or 2.5`;
  problems.add(named.value.offset, message);
  return undefined;
}

/** Node's timers end at once when they are asked to wait longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
