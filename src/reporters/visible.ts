import type { Pieces } from './output.ts';

/**
 * Makes text from a device harmless on a terminal: control characters, and with them escape sequences, become visible
 * (`^[`, `^?`, `\x9b`), and so do the marks that turn the direction of writing (`\u202e`). TAB and LF stay.
 */
export function visible(text: string): string {
  return text.replace(ACTIVE, show);
}

/** The same for text that has to stay on its line: LF becomes visible too (`^J`). */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '^J');
}

/** The same for an output that comes in pieces. */
export async function* visiblePieces(pieces: Pieces): AsyncGenerator<string, void, void> {
  for await (const piece of pieces) yield visible(piece);
}

/** C0 without TAB and LF, DEL, C1, line and paragraph separators, and the bidirectional embeddings, overrides and isolates. */
const ACTIVE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

function show(character: string): string {
  const code = character.charCodeAt(0);
  // Caret notation is the key that sends the character: its code with bit 6 flipped.
  if (code < 0x80) return `^${String.fromCharCode(code ^ 0x40)}`;
  return code < 0x100 ? `\\x${code.toString(16)}` : `\\u${code.toString(16)}`;
}
