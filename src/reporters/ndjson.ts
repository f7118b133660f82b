import { closingWords } from './closing.ts';
import { jsonLine, resultRecord } from './record.ts';
import type { ReporterFactory } from './reporter.ts';

/** For programs that read along: a result a line, as it arrives. */
export const ndjson: ReporterFactory = (context) => {
  const closing = closingWords(context, { whenQuiet: 'nothing' });
  return {
    async result(result, index) {
      closing.add(result, index);
      await context.stdout.write(`${jsonLine(resultRecord(result))}\n`);
    },
    end: (summary) => closing.end(summary),
  };
};
