import type { Reading, Source } from '../inventory.ts';
import { type Entry, mappingAt, textAt } from '../tree.ts';

/** A kind of text that engineers have at hand and that is no inventory, although devices can be made of it. */
export interface Paste {
  /** Is this text of this kind? */
  recognise(text: string): boolean;
  read(source: Source): Gleaning;
}

/** What was found in a text, and what was left in it. */
export type Gleaning = Reading & {
  /** What it was taken for, as the end of a sentence: `read as …`. */
  readonly readAs: string;
  readonly left: readonly Left[];
};

/** Something that no device was made of. */
export type Left = {
  /** Where it stands. */
  readonly offset: number;
  /** One phrase; the same for all that is left out for the same reason. */
  readonly why: string;
};

/** A word of the text that is a value of a device. */
export type Value = { readonly text: string; readonly offset: number };

/** A device of some values, by netmiko's and netrun's keys. */
export function rowOf(values: Readonly<Record<string, Value | undefined>>, offset: number) {
  const entries = Object.entries(values).flatMap(([key, value]): [string, Entry][] =>
    value === undefined ? [] : [[key, { offset: value.offset, value: textAt(value.text, value.offset) }]],
  );
  return { mapping: mappingAt(entries, offset), groups: [] };
}

/** A line of a text, and where it begins. */
export type Line = { readonly text: string; readonly offset: number };

/** @param base where the text begins */
export function linesOf(text: string, base: number): readonly Line[] {
  return [...text.matchAll(/.*/g)].flatMap(({ 0: line, index }) =>
    line.trim() === '' ? [] : [{ text: line, offset: base + index }],
  );
}
