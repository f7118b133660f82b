import type { Sink } from '../../src/reporters/reporter.ts';

/** A sink that keeps what is written, takes its time for each write, and notices a writer that does not wait. */
export type RecordingSink = Sink & {
  readonly writes: readonly string[];
  /** All that was written. */
  text(): string;
  /** Writes that began before the one before them was done. */
  overlaps(): number;
};

export function recordingSink({ isTerminal = false, colour = false } = {}): RecordingSink {
  const writes: string[] = [];
  let busy = false;
  let overlaps = 0;
  return {
    isTerminal,
    colour,
    columns: 80,
    writes,
    text: () => writes.join(''),
    overlaps: () => overlaps,
    async write(text) {
      if (busy) overlaps += 1;
      busy = true;
      await Promise.resolve();
      writes.push(text);
      busy = false;
    },
  };
}
