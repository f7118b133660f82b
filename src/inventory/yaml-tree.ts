import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { Problems } from './problems.ts';
import {
  blank,
  type Entry,
  isNull,
  kindOf,
  type Mapping,
  type Text,
  type Tree,
  VALUE_WEIGHT,
  vaulted,
} from './tree.ts';
import { explainYamlError } from './yaml-error.ts';

/**
 * Reads YAML into a tree in which every scalar is its source text (`012345` stays `012345`), every value knows where
 * it stands, merge keys (`<<: *base`) are done, and aliases share what they stand for.
 * @param file only for messages
 * @param problems where the problems of this text join those of others
 * @throws UsageError with all errors that make the text no YAML document, or too large a one by its aliases.
 *   Keys that are given twice are left in `problems`, since the rest can still be looked at
 */
export function readYaml(text: string, file: string, problems = new Problems()): YamlFile {
  const plain = text.replace(/^\uFEFF/, '');
  const base = problems.texts.add(file, plain);
  // uniqueKeys compares every key with every other, which takes long for a mapping of thousands of devices.
  const document = parseDocument(plain, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
  });
  const complained = new Set<number>();
  for (const { code, message, pos } of document.errors) {
    // What follows in the same line is mostly an echo of the first error.
    const offset = base + pos[0];
    const line = problems.lineOf(offset);
    if (!complained.has(line)) problems.add(offset, explainYamlError(code, message));
    complained.add(line);
  }
  if (complained.size > 0) throw problems.toError();
  const builder = new Builder(problems, base);
  const root = builder.build(document.contents, 0);
  if (builder.isBroken) throw problems.toError();
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

/** What aliases may stand for in sum: a base of ten keys merged by 60,000 devices, and less than hurts. */
const MAX_ALIASED_WEIGHT = 32 * 1024 * 1024;
const MAX_DEPTH = 100;

class Builder {
  readonly bases = new Set<Mapping>();
  readonly #problems: Problems;
  /** Where something could not be built; what stands in its place is not worth looking at. */
  readonly #broken = new Set<number>();
  /** What each anchor stands for so far; undefined while it is being read. */
  readonly #anchors = new Map<string, Tree | undefined>();
  #aliasedWeight = 0;

  /** Where the text begins among all texts. */
  readonly #base: number;

  constructor(problems: Problems, base: number) {
    this.#problems = problems;
    this.#base = base;
  }

  get isBroken(): boolean {
    return this.#broken.size > 0;
  }

  build(node: Node | null, depth: number): Tree {
    if (!node) return blank(this.#base);
    const offset = this.#base + (node.range?.[0] ?? 0);
    if (isAlias(node)) return this.#resolve(node.source, offset);
    if (depth > MAX_DEPTH) return this.#break(offset, `this is nested more than ${MAX_DEPTH} levels deep`);
    if (node.tag === '!vault') return vaulted(offset);
    if (
      node.tag !== undefined &&
      node.tag !== '!unsafe' &&
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
      const keyOffset = key.range ? this.#base + key.range[0] : offset;
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

function addWeight(sum: number, tree: Tree): number {
  return sum + tree.weight;
}
