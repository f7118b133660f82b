import type { Failure, FailureKind, Retry } from '../model/failure.ts';
import { HINTS } from './hints.ts';

/** A device's trouble on its way to `run-job.ts`, the only place that catches it. */
export class Trouble extends Error {
  readonly failure: Failure;
  /** The device could not take what was sent ahead, and has checked no credential yet: it can be tried without. */
  readonly isPipeliningRefused: boolean;

  constructor(failure: Failure, options: ErrorOptions & { isPipeliningRefused?: true } = {}) {
    super(failure.message, options);
    this.name = 'Trouble';
    this.failure = failure;
    this.isPipeliningRefused = options.isPipeliningRefused === true;
  }
}

/** The device is left alone, since a secret must not be shown to it: no trouble of its own. */
export class HeldBack extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'HeldBack';
    this.reason = reason;
  }
}

/** Makes a Trouble of a kind: what happened, and what would help. */
export function trouble(kind: FailureKind, message: string, hint = '', cause?: unknown): Trouble {
  return new Trouble({ kind, message, hint }, cause === undefined ? undefined : { cause });
}

/** The same trouble, which a second try may be spared from without harm. */
export function retriable(retry: Retry, { failure, cause }: Trouble): Trouble {
  return new Trouble({ ...failure, retry }, cause === undefined ? undefined : { cause });
}

/** The device has ended a session that it had begun. */
export function closedSession(): Trouble {
  return trouble('closed', 'the device closed the session', HINTS.again);
}
