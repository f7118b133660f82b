/**
 * Folds names the way clush prints a node set: `sw01 … sw12, sw14` becomes `sw[01-12,14]`.
 * @param names in any order; a name given twice counts once
 * @returns patterns joined by commas, in the order in which each was first met; '' for no names. Zero padding is kept
 *   and told apart (`1` is not `01`), and in a pattern one numeric field is folded: the one that leaves fewest patterns
 */
export function foldNames(names: Iterable<string>): string {
  const families = new Map<string, SplitName[]>();
  for (const name of new Set(names)) {
    const parts = name.split(/(\d+)/);
    put(families, parts.filter((_, place) => place % 2 === 0).join('\0'), parts);
  }
  return [...families.values()].flatMap(foldFamily).join(',');
}

/** A name cut into text and digits by turns: text stands at the even places, digits at the odd ones. */
type SplitName = readonly string[];

/** Folds names that differ in nothing but their digits. */
function foldFamily(family: readonly SplitName[]): string[] {
  const width = family[0]?.length ?? 0;
  let fewest: Folding | undefined;
  // From the right, since names count upwards at their end: sw1-01, sw1-02, not sw[1-2]-01.
  for (let field = width - 2; field > 0; field -= 2) {
    const groups = groupByAllBut(field, family);
    if (!fewest || groups.size < fewest.groups.size) fewest = { field, groups };
  }
  return fewest ? foldGroups(fewest) : family.map((parts) => parts.join(''));
}

/** Which field is folded, and the names that agree in all others. */
type Folding = { readonly field: number; readonly groups: ReadonlyMap<string, readonly SplitName[]> };

function groupByAllBut(field: number, family: readonly SplitName[]): Map<string, SplitName[]> {
  const groups = new Map<string, SplitName[]>();
  for (const parts of family) put(groups, parts.with(field, '').join('\0'), parts);
  return groups;
}

function foldGroups({ field, groups }: Folding): string[] {
  return [...groups.values()].map((group) => {
    const numbers = group.map((parts) => parts[field] ?? '');
    const folded = numbers.length > 1 ? `[${foldNumbers(numbers)}]` : numbers.join('');
    return group[0]?.with(field, folded).join('') ?? '';
  });
}

/** `01-12,14` of distinct digit strings. */
function foldNumbers(numbers: readonly string[]): string {
  const ranges: { readonly first: string; last: string }[] = [];
  for (const number of numbers.toSorted(byLengthThenValue)) {
    const range = ranges.at(-1);
    if (range && continues(range, number)) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(',');
}

/** Length first, so that numbers of one padding stand together: 1, 2, 01, 02. */
function byLengthThenValue(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}

function continues({ first, last }: { first: string; last: string }, next: string): boolean {
  const samePadding = isPadded(first) ? next.length === first.length : !isPadded(next);
  // BigInt, since a serial number may have more digits than a double holds.
  return samePadding && BigInt(next) === BigInt(last) + 1n;
}

function isPadded(number: string): boolean {
  return number.length > 1 && number.startsWith('0');
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
