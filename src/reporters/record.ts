import type { Device } from '../model/device.ts';
import type { Failure } from '../model/failure.ts';
import type { Outcome, Reply } from '../model/outcome.ts';
import type { Result, Summary } from '../model/result.ts';

/** A device's result as the machine-readable formats write it; durations in whole milliseconds. */
export type ResultRecord = {
  /** The device's name. */
  readonly device: string;
  /** Host as the inventory writes it. */
  readonly host: string;
  readonly platform: Device['platform'];
  readonly status: Outcome['status'];
  readonly replies: readonly Reply[];
  readonly failure: Failure | null;
  /** Why it was not contacted; only when skipped. */
  readonly reason?: string;
  readonly notes: readonly string[];
  readonly durationMs: number;
  readonly attempts: number;
};

/** Field by field, so that a field of the model is published only when someone adds it here: a Device has passwords. */
export function resultRecord({ device, replies, outcome }: Result): ResultRecord {
  return {
    device: device.name,
    host: device.host,
    platform: device.platform,
    status: outcome.status,
    replies: replies.map(({ command, output, status, durationMs }) => ({
      command,
      output,
      status,
      durationMs: Math.round(durationMs),
    })),
    failure: outcome.status === 'failed' ? failureRecord(outcome.failure) : null,
    ...(outcome.status === 'skipped' ? { reason: outcome.reason } : {}),
    notes: outcome.notes,
    durationMs: Math.round(outcome.durationMs),
    attempts: outcome.attempts,
  };
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
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function failureRecord({ kind, message, hint, awaited, lastLine }: Failure): Failure {
  return {
    kind,
    message,
    hint,
    ...(awaited === undefined ? {} : { awaited }),
    ...(lastLine === undefined ? {} : { lastLine }),
  };
}
