import type { Random } from './random.ts';

/** `whole`: as it was said. `byte`: one byte a packet. `random`: 1 to 64 bytes, one time in eight 0 to 3 ms apart. */
export type Chunking = 'whole' | 'byte' | 'random';

/** Cuts bytes into packets; numbers are pauses in milliseconds between them. */
export function* chunks(bytes: Buffer, chunking: Chunking, random: Random): Generator<Buffer | number> {
  if (chunking === 'whole') {
    yield bytes;
    return;
  }
  for (let at = 0; at < bytes.length; ) {
    const end = at + (chunking === 'byte' ? 1 : 1 + Math.floor(random() * 64));
    yield bytes.subarray(at, end);
    at = end;
    if (chunking === 'random' && random() < 1 / 8) yield random() * 3;
  }
}
