import { createReadStream } from 'node:fs';
import type { Reply } from '../model/outcome.ts';
import { reasonOf } from './reason.ts';

/** Text in pieces; no character stands half in one and half in the next. */
export type Pieces = AsyncIterable<string>;

/** Takes a sentence about what of an output is lost. */
export type OnLost = (sentence: string) => void;

/** In UTF-16 units; large enough that a write for each costs little, small enough to hold many. */
export const PIECE_LENGTH = 65_536;

/**
 * What a device printed, from the memory or from its file alike, in pieces of at most 64 Ki units.
 * @param onLost called when the file is gone, unreadable or too short; the pieces end with what could be read
 */
export async function* outputPieces(reply: Reply, onLost: OnLost): AsyncGenerator<string, void, void> {
  if (!reply.outputFile) {
    yield* slices(reply.output);
    return;
  }
  const { path, bytes } = reply.outputFile;
  const lost = (reason: string) =>
    onLost(`the output of "${reply.command}" could not be read to its end: ${path}: ${reason}`);
  // The stream's decoder keeps the bytes of a character together.
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: PIECE_LENGTH });
  try {
    for await (const piece of stream as AsyncIterable<string>) yield piece;
    if (stream.bytesRead < bytes) lost(`it has ${stream.bytesRead} of ${bytes} bytes`);
  } catch (error) {
    lost(reasonOf(error));
  }
}

/** The text in pieces of at most 64 Ki units. */
export function* slices(text: string): Generator<string, void, void> {
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = Math.min(start + PIECE_LENGTH, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    yield text.slice(start, end);
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
