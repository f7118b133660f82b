import type { AnyShape, RecordShape } from '../platforms/shape.ts';
import { didYouMean } from './did-you-mean.ts';
import { readPattern } from './platform-pattern.ts';
import type { Problems } from './problems.ts';
import { isNull, kindOf, type List, type Mapping, type Tree } from './tree.ts';
import { readLine, readSwitch, readWord } from './values.ts';

type Values = Readonly<Record<string, unknown>>;

/** What is read, and what stands in for what is not written. */
type Context = {
  /** What the value is called in messages. */
  readonly name: string;
  readonly problems: Problems;
  /** The value that this one builds on: whatever it does not say, at any depth, is taken from there. */
  readonly whole?: unknown;
  /** The record whose fields are taken for those that are not written; what is written replaces them whole. */
  readonly missing?: unknown;
};

/**
 * Reads a value as its shape says. `~` takes away what would be taken from elsewhere.
 * @returns undefined, or an incomplete value, where something is wrong, which is added to the problems
 */
export function readShape(tree: Tree, shape: AnyShape, context: Context): unknown {
  switch (shape.kind) {
    case 'record':
      return isMapping(tree, context) ? readRecord(tree, shape, context) : undefined;
    case 'map':
      return isMapping(tree, context) ? readMap(tree, shape.of, context) : undefined;
    case 'list':
      return isList(tree, context) ? readList(tree, shape.of, context) : undefined;
    case 'pattern':
      return readPattern(tree, shape.of, context);
    case 'switch':
      return readSwitch({ name: context.name, value: tree }, context.problems);
    case 'number':
      return readNumber(tree, shape, context);
    case 'choice':
      return readChoice(tree, shape.of, context);
    case 'text':
      return shape.of === 'keys' ? readKeys(tree, context) : readTyped(tree, context);
  }
}

function isMapping(tree: Tree, context: Context): tree is Mapping {
  return isOfKind(tree, 'mapping', context);
}

function isList(tree: Tree, context: Context): tree is List {
  return isOfKind(tree, 'list', context);
}

function isOfKind(tree: Tree, kind: Tree['kind'], { name, problems }: Context): boolean {
  if (tree.kind === kind) return true;
  problems.add(tree.offset, `${name} must be a ${kind}, not ${kindOf(tree)}`);
  return false;
}

function readRecord({ entries, offset }: Mapping, { fields }: RecordShape, context: Context): Values {
  const { name, problems } = context;
  for (const [key, entry] of entries) {
    if (Object.hasOwn(fields, key)) continue;
    const known = Object.keys(fields);
    problems.add(
      entry.offset,
      `unknown key "${key}" of ${name}${didYouMean(key, known)}; known are ${known.join(', ')}`,
    );
  }
  const whole = valuesOf(context.whole);
  const instead = whole ?? valuesOf(context.missing);
  const values = Object.entries(fields).map(([key, { need, shape }]) => {
    const entry = entries.get(key);
    if (!entry) {
      const value = instead?.[key];
      if (value === undefined && need === 'required') problems.add(offset, `${name} has no ${key}`);
      return [key, value, need] as const;
    }
    if (isNull(entry.value)) {
      if (need === 'required') problems.add(entry.offset, `${key} of ${name} cannot be left out`);
      return [key, undefined, need] as const;
    }
    const inner = { name: `${key} of ${name}`, problems, ...(whole && { whole: whole[key] }) };
    return [key, readShape(entry.value, shape, inner), need] as const;
  });
  const isThere = values.filter(([, value, need]) => value !== undefined || need === 'may-be-none');
  return Object.fromEntries(isThere);
}

/** In the order of the file; what is taken from elsewhere comes behind. */
function readMap({ entries }: Mapping, shape: AnyShape, { name, problems, whole }: Context): Values {
  const base = valuesOf(whole) ?? {};
  const own = [...entries].flatMap(([key, { value }]) => {
    if (isNull(value)) return [];
    const read = readShape(value, shape, { name: `${key} of ${name}`, problems, whole: base[key] });
    return [[key, read] as const];
  });
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries(Object.entries(base).filter(([key]) => !entries.has(key))),
  };
}

function readList({ items }: List, shape: AnyShape, { name, problems }: Context): readonly unknown[] {
  return items.map((item) => readShape(item, shape, { name: `an item of ${name}`, problems }));
}

function readNumber(
  tree: Tree,
  { from, to }: { readonly from: number; readonly to: number },
  { name, problems }: Context,
): number | undefined {
  const text = readWord({ name, value: tree }, problems);
  const number = text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  problems.add(tree.offset, `${name} must be a whole number from ${from} to ${to}`);
  return undefined;
}

function readChoice(tree: Tree, choices: readonly string[], { name, problems }: Context): string | undefined {
  if (tree.kind === 'text' && choices.includes(tree.text)) return tree.text;
  const listed = choices
    .map((choice) => (/[^ -~]/.test(choice) ? JSON.stringify(choice) : choice))
    .join(', ');
  const found = tree.kind === 'text' ? JSON.stringify(tree.text) : kindOf(tree);
  problems.add(tree.offset, `${name} must be one of ${listed}, not ${found}`);
  return undefined;
}

function readTyped(tree: Tree, { name, problems }: Context): string | undefined {
  const line = readLine({ name, value: tree }, problems);
  if (line !== undefined && line.trim() !== '') return line;
  if (tree.kind === 'text' && !/[\r\n]/.test(tree.text)) problems.add(tree.offset, `${name} is empty`);
  return undefined;
}

function readKeys(tree: Tree, { name, problems }: Context): string | undefined {
  if (tree.kind === 'text' && tree.text !== '') return tree.text;
  problems.add(tree.offset, `${name} must be the keys that are pressed, such as ' ' or "y\\r"`);
  return undefined;
}

function valuesOf(value: unknown): Values | undefined {
  // Values of records and maps are plain objects.
  return typeof value === 'object' && value !== null ? (value as Values) : undefined;
}
