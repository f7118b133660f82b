import { closingWords } from './closing.ts';
import { resultPieces } from './record.ts';
import type { ReporterFactory } from './reporter.ts';
import { writePieces } from './write-pieces.ts';

/** For programs that read along: a result a line, as it arrives. */
export const ndjson: ReporterFactory = (context) => {
  const closing = closingWords(context, { whenQuiet: 'nothing' });
  return {
    async result(result, index) {
      closing.add(result, index);
      await writePieces(context.stdout, resultPieces(result, closing.lostOf(result)), '\n');
    },
    end: (summary) => closing.end(summary),
  };
};
