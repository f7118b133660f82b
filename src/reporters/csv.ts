import type { Result } from '../model/result.ts';
import { exitWords } from './exit-words.ts';
import { shownInOrder } from './in-order.ts';
import { outputPieces, type Pieces } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { verdictWords } from './verdict-words.ts';
import { visible } from './visible.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For spreadsheets: a row per command of a device, and one for a device that answered nothing, in inventory order;
 * quoted as RFC 4180 says. No cell begins a formula: where one would, an apostrophe stands before it.
 */
export const csv: Format = { open, carriesFailures: true, isStreamed: true };

const HEADER = 'device,host,platform,status,reason,command,reply,output,duration_ms';

function open(context: ReporterContext): Reporter {
  const { out } = context;
  // RFC 4180 ends lines in CRLF; a terminal needs no CR.
  const newline = out.isTerminal ? '\n' : '\r\n';
  let header = HEADER + newline;
  return shownInOrder({
    async show(result) {
      await writePieces(out, header, rows(result, { ...context, newline }));
      header = '';
    },
    end: () => out.write(header),
  });
}

async function* rows(
  result: Result,
  { lostOf, out, newline }: ReporterContext & { readonly newline: string },
): AsyncGenerator<string, void, void> {
  const { device, replies, outcome } = result;
  const shown = out.isTerminal ? visible : (text: string) => text;
  const cell = (text: string) => quoted(shown(text));
  const head = [device.name, device.host, device.platform, outcome.status, verdictWords(outcome)];
  const start = head.map(cell).join(',');
  if (replies.length === 0) yield `${start},,,,${Math.round(outcome.durationMs)}${newline}`;
  for (const reply of replies) {
    yield `${start},${cell(reply.command)},${cell(exitWords(reply) ?? reply.status)},`;
    yield* longCell(outputPieces(reply, lostOf(result)), shown);
    yield `,${Math.round(reply.durationMs)}${newline}`;
  }
}

/** What a spreadsheet would take for a formula, TAB and CR included: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function* longCell(
  pieces: Pieces,
  shown: (text: string) => string,
): AsyncGenerator<string, void, void> {
  yield '"';
  let isFirst = true;
  for await (const piece of pieces) {
    const safe = isFirst && FORMULA.test(piece) ? `'${piece}` : piece;
    yield shown(safe).replaceAll('"', '""');
    isFirst = false;
  }
  yield '"';
}
