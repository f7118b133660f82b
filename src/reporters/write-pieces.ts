import { PIECE_LENGTH, type Pieces } from './output.ts';
import type { Sink } from './reporter.ts';

/**
 * Writes text one after the other: little ones in one write, large ones piece by piece, each when the sink takes more.
 * So a device whose outputs are short costs one write, and a long one never stands in memory whole.
 */
export async function writePieces(
  sink: Pick<Sink, 'write'>,
  ...parts: readonly (string | Pieces)[]
): Promise<void> {
  let gathered = '';
  for (const part of parts) {
    for await (const piece of typeof part === 'string' ? [part] : part) {
      gathered += piece;
      if (gathered.length < PIECE_LENGTH) continue;
      await sink.write(gathered);
      gathered = '';
    }
  }
  if (gathered !== '') await sink.write(gathered);
}
