import type { Failure } from '../model/failure.ts';
import type { Reply } from '../model/outcome.ts';
import type { Result, Summary } from '../model/result.ts';
import { type OnLost, outputPieces, type Pieces } from './output.ts';
import type { ReporterContext } from './reporter.ts';
import type { Wishes } from './wishes.ts';

/** The version of what `json`, `ndjson` and `yaml` write; docs/output.md says what changes it. */
export const RESULT_VERSION = 1;

/**
 * A device's result as the machine-readable formats write it: an object of JSON on one line, in pieces; durations in
 * whole milliseconds. A reply of which something is lost is `partial`.
 */
export async function* resultPieces(
  result: Result,
  { lostOf, wishes }: Pick<ReporterContext, 'lostOf' | 'wishes'>,
): AsyncGenerator<string, void, void> {
  const { device, replies, outcome } = result;
  // Field by field, so that a field of the model is published only when someone adds it here: a Device has passwords.
  const { name, host, platform } = device;
  const head = jsonLine({ device: name, host, platform, status: outcome.status });
  const tail = jsonLine({
    failure: outcome.status === 'failed' ? failureRecord(outcome.failure) : null,
    ...(outcome.status === 'skipped' ? { reason: outcome.reason } : {}),
    notes: outcome.notes,
    durationMs: Math.round(outcome.durationMs),
    attempts: outcome.attempts,
  });
  yield `${head.slice(0, -1)},"replies":[`;
  for (const [place, reply] of replies.entries()) {
    if (place > 0) yield ',';
    yield* replyPieces(reply, lostOf(result), wishes);
  }
  yield `],${tail.slice(1)}`;
}

async function* replyPieces(
  reply: Reply,
  onLost: OnLost,
  { prompts }: Wishes,
): AsyncGenerator<string, void, void> {
  let { status } = reply;
  const { exitCode, signal } = reply;
  const output = outputPieces(reply, (sentence) => {
    status = 'partial';
    onLost(sentence);
  });
  const prompt = prompts === 'shown' ? reply.prompt : undefined;
  yield `${jsonLine({ command: reply.command, prompt }).slice(0, -1)},"output":`;
  yield* jsonString(output);
  yield `,${jsonLine({ status, exitCode, signal, durationMs: Math.round(reply.durationMs) }).slice(1)}`;
}

/** Text as one string of JSON, with the escapes of `jsonLine`. */
export async function* jsonString(pieces: Pieces): AsyncGenerator<string, void, void> {
  yield '"';
  for await (const piece of pieces) yield jsonLine(piece).slice(1, -1);
  yield '"';
}

/** The counts of a run, in whole milliseconds. */
export function summaryRecord(summary: Summary): Summary {
  const { inventory, selected, ok, rejected, failed, skipped, cancelled, durationMs } = summary;
  return {
    inventory,
    selected,
    ok,
    rejected,
    failed,
    skipped,
    cancelled,
    durationMs: Math.round(durationMs),
  };
}

/**
 * JSON on one line in every reader's eyes: what JSON lets stand although a terminal acts on it or a line reader breaks
 * at it (DEL, C1, line and paragraph separators, direction marks) is escaped, which changes no value.
 */
export function jsonLine(value: unknown): string {
  return escaped(JSON.stringify(value));
}

/** The same for people, over several lines. */
export function jsonBlock(value: unknown): string {
  return escaped(JSON.stringify(value, undefined, 2));
}

function escaped(json: string): string {
  return json.replace(
    /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A failure, field by field. */
export function failureRecord({ kind, message, hint, awaited, lastLine }: Failure): Failure {
  return {
    kind,
    message,
    hint,
    ...(awaited === undefined ? {} : { awaited }),
    ...(lastLine === undefined ? {} : { lastLine }),
  };
}
