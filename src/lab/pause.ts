/**
 * Text that a device says is a byte string: every character up to U+00FF is one byte. Above that stand pauses, so
 * that a pause may stand anywhere in a text, even within a line, and is cut, paged and joined like any character.
 */
const FIRST = 0xe000;
/** The longest pause that one character holds: the private use area ends at U+F8FF. */
const LONGEST_MS = 0xf8ff - FIRST;

/** Characters that stand for a pause of so many milliseconds; '' for none. */
export function pause(ms: number): string {
  const longest = String.fromCharCode(FIRST + LONGEST_MS).repeat(Math.floor(ms / LONGEST_MS));
  const rest = Math.ceil(ms % LONGEST_MS);
  return rest > 0 ? longest + String.fromCharCode(FIRST + rest) : longest;
}

/** Cuts a text at its pauses: numbers are milliseconds, buffers what is said between them. */
export function* sayings(text: string): Generator<Buffer | number> {
  for (const part of text.split(PAUSES)) {
    const code = part.charCodeAt(0);
    if (code > FIRST) yield code - FIRST;
    else if (part !== '') yield Buffer.from(part, 'latin1');
  }
}

/** The byte string of a text in UTF-8. */
export function byteString(text: string | Uint8Array): string {
  return (typeof text === 'string' ? Buffer.from(text) : Buffer.from(text)).toString('latin1');
}

const PAUSES = /([\ue001-\uf8ff])/;
