import { resultPieces } from './record.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { writePieces } from './write-pieces.ts';

/** For programs that read along: a result a line, as it arrives. */
export const ndjson: Format = { open, carriesFailures: true, isStreamed: true };

function open(context: ReporterContext): Reporter {
  return {
    async result(result) {
      await writePieces(context.out, resultPieces(result, context.lostOf(result)), '\n');
    },
    end() {},
  };
}
