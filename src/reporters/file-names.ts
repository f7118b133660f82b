/**
 * File names for devices, without an ending: each is safe on every file system and differs from all others even where
 * the case of letters does not count.
 * @param names of the devices, in inventory order; the first of equal ones keeps its name, the next gets `_2`
 * @returns one for each name, in the same order
 */
export function fileNames(names: readonly string[]): string[] {
  const safe = names.map((name) => safeName(name));
  // A name as it stands goes before a made one: `r1`, `r1`, `r1_2` become `r1`, `r1_3`, `r1_2`.
  const taken = new Set(safe.map(folded));
  const given = new Set<string>();
  const numbers = new Map<string, number>();
  return safe.map((name) => {
    const key = folded(name);
    if (!given.has(key)) {
      given.add(key);
      return name;
    }
    let number = numbers.get(key) ?? 2;
    while (taken.has(folded(`${name}_${number}`))) number += 1;
    numbers.set(key, number + 1);
    taken.add(folded(`${name}_${number}`));
    return `${name}_${number}`;
  });
}

/** Separators, what Windows forbids, and what cannot be seen or ends a line. */
const UNSAFE = /[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What Windows takes for a device even with an ending behind it. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/** File systems take 255 bytes; an ending, a number and the marks of a temporary file need some of them. */
export const MOST_BYTES = 200;

/** @param most bytes of it that are kept */
export function safeName(name: string, most = MOST_BYTES): string {
  const safe = name
    .normalize('NFC')
    .replace(UNSAFE, '_')
    // Neither a hidden file nor a way up.
    .replace(/^\.+|\.{2,}/g, (dots) => '_'.repeat(dots.length));
  const short = cut(safe === '' ? '_' : safe, most);
  return RESERVED.test(short) ? `_${short}` : short;
}

function cut(name: string, most: number): string {
  if (Buffer.byteLength(name) <= most) return name;
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

/** Equal for names that some file system takes for one; upper case, since it tells the fewest apart. */
export function folded(name: string): string {
  return name.toUpperCase();
}
