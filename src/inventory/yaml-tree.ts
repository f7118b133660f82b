import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { Problems } from './problems.ts';
import { explainYamlError } from './yaml-error.ts';

/**
 * Reads YAML into a tree in which every scalar is its source text (`012345` stays `012345`), every value knows where
 * it stands, merge keys (`<<: *base`) are done, and aliases share what they stand for.
 * @param file only for messages
 * @throws UsageError with all errors that make the text no YAML document, or too large a one by its aliases.
 *   Keys that are given twice are left in `problems`, since the rest can still be looked at
 */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  // uniqueKeys compares every key with every other, which takes long for a mapping of thousands of devices.
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const problems = new Problems(file, (offset) => lines.linePos(offset));
  const complained = new Set<number>();
  for (const { code, message, pos } of document.errors) {
    // What follows in the same line is mostly an echo of the first error.
    const { line } = lines.linePos(pos[0]);
    if (!complained.has(line)) problems.add(pos[0], explainYamlError(code, message));
    complained.add(line);
  }
  problems.throwIfAny();
  const builder = new Builder(problems);
  const root = builder.build(document.contents, 0);
  if (builder.isBroken) problems.throwIfAny();
  return { root, bases: builder.bases, problems };
}

export type YamlFile = {
  /** An empty document is an empty plain text. */
  readonly root: Tree;
  /** The mappings that others take values from with `<<`. */
  readonly bases: ReadonlySet<Mapping>;
  /** Where further problems of the same text are added. */
  readonly problems: Problems;
};

export type Tree = Text | List | Mapping;

export type Text = {
  readonly kind: 'text';
  /** As it is written; what quotes, escapes and folding mean is done. */
  readonly text: string;
  /** Written without quotes, so that `~` and `null` mean nothing rather than themselves. */
  readonly plain: boolean;
} & Located;

export type List = { readonly kind: 'list'; readonly items: readonly Tree[] } & Located;

export type Mapping = {
  readonly kind: 'mapping';
  /** Its own entries, then those that it merges. */
  readonly entries: ReadonlyMap<string, Entry>;
} & Located;

/** A key, with the place of the key, and its value. */
type Entry = { readonly offset: number; readonly value: Tree };

type Located = {
  /** Where it begins in the text. */
  readonly offset: number;
  /** Roughly the bytes that a copy of it would take, with all that its aliases stand for. */
  readonly weight: number;
};

/** Is this what YAML writes for "no value": nothing, `~` or `null`? */
export function isNull(tree: Tree): boolean {
  return tree.kind === 'text' && tree.plain && /^(?:~|null|Null|NULL|)$/.test(tree.text);
}

/** What a value is, with its article, to say what was found. */
export function kindOf(tree: Tree): string {
  if (isNull(tree)) return 'nothing';
  return tree.kind === 'text' ? 'text' : `a ${tree.kind}`;
}

/** What aliases may stand for in sum: a base of ten keys merged by 60,000 devices, and less than hurts. */
const MAX_ALIASED_WEIGHT = 32 * 1024 * 1024;
const MAX_DEPTH = 100;
const VALUE_WEIGHT = 16;

class Builder {
  readonly bases = new Set<Mapping>();
  readonly #problems: Problems;
  /** Where something could not be built; what stands in its place is not worth looking at. */
  readonly #broken = new Set<number>();
  /** What each anchor stands for so far; undefined while it is being read. */
  readonly #anchors = new Map<string, Tree | undefined>();
  #aliasedWeight = 0;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  get isBroken(): boolean {
    return this.#broken.size > 0;
  }

  build(node: Node | null, depth: number): Tree {
    if (!node) return blank(0);
    const offset = node.range?.[0] ?? 0;
    if (isAlias(node)) return this.#resolve(node.source, offset);
    if (depth > MAX_DEPTH) return this.#break(offset, `this is nested more than ${MAX_DEPTH} levels deep`);
    if (
      node.tag !== undefined &&
      !/^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/.test(node.tag)
    ) {
      return this.#break(offset, 'netrun reads no YAML tags; text that begins with ! must be quoted');
    }
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const tree = this.#collect(node, offset, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, tree);
    if (anchor !== undefined && isNull(tree)) {
      return this.#break(
        offset,
        'an anchor (&) with nothing after it; text that begins with & must be quoted',
      );
    }
    return tree;
  }

  #collect(node: Node, offset: number, depth: number): Tree {
    if (isMap(node)) return this.#mapping(node, offset, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item as Node | null, depth + 1)); // what the parser puts there
      return { kind: 'list', items, offset, weight: items.reduce(addWeight, VALUE_WEIGHT) };
    }
    if (!isScalar(node)) return blank(offset);
    const text = String(node.value);
    return { kind: 'text', text, plain: node.type === 'PLAIN', offset, weight: VALUE_WEIGHT + text.length };
  }

  #mapping(node: YAMLMap, offset: number, depth: number): Mapping {
    const entries = new Map<string, Entry>();
    const merged: Tree[] = [];
    let weight = VALUE_WEIGHT;
    const put = (name: string, entry: Entry) => {
      entries.set(name, entry);
      weight += VALUE_WEIGHT + name.length + entry.value.weight;
    };
    for (const pair of node.items) {
      const key = pair.key as Node; // the parser leaves no key empty
      const keyOffset = key.range?.[0] ?? offset;
      const value = this.build(pair.value as Node | null, depth + 1);
      if (!isScalar(key)) {
        this.#break(keyOffset, 'a key must be text');
        continue;
      }
      const name = String(key.value);
      const first = entries.get(name);
      if (name === '<<' && key.type === 'PLAIN') merged.push(value);
      else if (first) this.#problems.add(keyOffset, this.#twice(name, first));
      else put(name, { offset: keyOffset, value });
    }
    for (const base of merged.flatMap((value) => this.#basesIn(value))) {
      this.bases.add(base);
      for (const [name, entry] of base.entries) if (!entries.has(name)) put(name, entry);
    }
    return { kind: 'mapping', entries, offset, weight };
  }

  /** `<<` takes a mapping or a list of mappings, of which the first wins. */
  #basesIn(value: Tree): Mapping[] {
    return (value.kind === 'list' ? value.items : [value]).flatMap((base) => {
      if (base.kind === 'mapping') return [base];
      if (!this.#broken.has(base.offset))
        this.#break(base.offset, `<< takes a mapping such as *base, not ${kindOf(base)}`);
      return [];
    });
  }

  #resolve(anchor: string, offset: number): Tree {
    const target = this.#anchors.get(anchor);
    if (!target) {
      const why = this.#anchors.has(anchor)
        ? 'this alias (*) stands inside the value that it stands for'
        : UNKNOWN_ALIAS;
      return this.#break(offset, why);
    }
    this.#aliasedWeight += target.weight;
    if (this.#aliasedWeight <= MAX_ALIASED_WEIGHT) return target;
    this.#break(offset, 'the aliases (*) of this file multiply to more than netrun is willing to read');
    // To go on would be to do what the alias bomb wants.
    throw this.#problems.toError();
  }

  #twice(name: string, first: Entry): string {
    return `the key "${name}" is given twice, first in line ${this.#problems.lineOf(first.offset)}; keep one of them`;
  }

  #break(offset: number, message: string): Text {
    this.#broken.add(offset);
    this.#problems.add(offset, message);
    return blank(offset);
  }
}

const UNKNOWN_ALIAS =
  'this alias (*) has no anchor (&) of its name before it; text that begins with * must be quoted';

function blank(offset: number): Text {
  return { kind: 'text', text: '', plain: true, offset, weight: VALUE_WEIGHT };
}

function addWeight(sum: number, tree: Tree): number {
  return sum + tree.weight;
}
