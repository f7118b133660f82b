/** What a format made of text: scalars are their source text, and every value knows where it stands. */
export type Tree = Text | List | Mapping | Sealed;

export type Text = {
  readonly kind: 'text';
  /** As it is written; what quotes, escapes and folding mean is done. */
  readonly text: string;
  /** Written without quotes, so that `~` and `null` mean nothing rather than themselves. */
  readonly plain: boolean;
} & Located;

/** A value that nobody can have here, such as one that Ansible Vault has encrypted. */
type Sealed = {
  readonly kind: 'sealed';
  /** The end of a sentence that begins with its name, with the way out. */
  readonly why: string;
} & Located;

export type List = { readonly kind: 'list'; readonly items: readonly Tree[] } & Located;

export type Mapping = {
  readonly kind: 'mapping';
  /** Its own entries, then those that it merges. */
  readonly entries: ReadonlyMap<string, Entry>;
} & Located;

/** A key, with the place of the key, and its value. */
export type Entry = { readonly offset: number; readonly value: Tree };

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
  switch (tree.kind) {
    case 'text':
      return 'text';
    case 'sealed':
      return 'a value that cannot be had';
    case 'list':
    case 'mapping':
      return `a ${tree.kind}`;
  }
}

/** What a value weighs at least. */
export const VALUE_WEIGHT = 16;

/** No value, at a place. */
export function blank(offset: number): Text {
  return { ...textAt('', offset), plain: true };
}

/** A value that Ansible Vault has encrypted. */
export function vaulted(offset: number): Tree {
  return sealed(VAULTED, offset);
}

/** @param why the end of a sentence that begins with the name of the value, with the way out */
export function sealed(why: string, offset: number): Tree {
  return { kind: 'sealed', why, offset, weight: VALUE_WEIGHT };
}

const VAULTED =
  'is encrypted by Ansible Vault, and netrun opens no vaults; leave it out, and netrun asks for what is missing';

/** A text that means itself, at the place that says it. */
export function textAt(text: string, offset: number): Text {
  return { kind: 'text', text, plain: false, offset, weight: VALUE_WEIGHT + text.length };
}

/** A mapping of these entries, at the place where they begin. */
export function mappingAt(entries: Iterable<readonly [string, Entry]>, offset: number): Mapping {
  return { kind: 'mapping', entries: new Map(entries), offset, weight: VALUE_WEIGHT };
}
