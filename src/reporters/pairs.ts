import type { Result } from '../model/result.ts';
import { closingWords } from './closing.ts';
import { inOrder } from './in-order.ts';
import { jsonLine } from './record.ts';
import type { ReporterFactory } from './reporter.ts';

/**
 * For the shortest of scripts: `[{"192.168.100.1": "…"}, …]` in inventory order. The key is the host as the inventory
 * writes it, the value the device's outputs joined by a newline, or null where it answered nothing.
 */
export const pairs: ReporterFactory = (context) => {
  const { stdout } = context;
  // A null does not say why.
  const closing = closingWords(context, { whenQuiet: 'failures' });
  const queue = inOrder<Result>();
  let separator = '[\n';

  async function show(results: readonly Result[]): Promise<void> {
    for (const result of results) {
      await stdout.write(separator + jsonLine(pairOf(result)));
      separator = ',\n';
    }
  }

  return {
    async result(result, index) {
      closing.add(result, index);
      await show(queue.take(index, result));
    },
    async end(summary) {
      await show(queue.rest());
      await stdout.write(separator === '[\n' ? '[]\n' : '\n]\n');
      await closing.end(summary);
    },
  };
};

function pairOf({ device, replies }: Result): Readonly<Record<string, string | null>> {
  return {
    [device.host]:
      replies.length > 0 ? replies.map(({ output }) => output.replace(/\n$/, '')).join('\n') : null,
  };
}
