import type { Failure, FailureKind } from '../model/failure.ts';

/** A device's trouble on its way to `run-job.ts`, the only place that catches it. */
export class Trouble extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'Trouble';
    this.failure = failure;
  }
}

/** Makes a Trouble of a kind: what happened, and what would help. */
export function trouble(kind: FailureKind, message: string, hint = '', cause?: unknown): Trouble {
  return new Trouble({ kind, message, hint }, cause === undefined ? undefined : { cause });
}
