/** Why a device failed. */
export type FailureKind =
  | 'resolve'
  | 'connect'
  | 'negotiation'
  | 'host-key'
  | 'auth'
  | 'enable'
  | 'prompt'
  | 'timeout'
  | 'question'
  | 'closed'
  | 'output-limit'
  | 'worker-lost'
  | 'bug';

/** Plain data, since an Error subclass loses its class and fields in a structured clone. */
export type Failure = {
  readonly kind: FailureKind;
  /** One sentence: what happened. It names no device, so that equal causes compare equal. */
  readonly message: string;
  /** The option or inventory line that would help; empty where nothing is known to help. */
  readonly hint: string;
  /** What was being waited for when it ended. */
  readonly awaited?: string;
  /** The last line that the device had printed. */
  readonly lastLine?: string;
  /** Absent: a second try could do harm, or would hardly end otherwise. */
  readonly retry?: Retry;
};

/** Why a device may be tried again without harm: no account is locked by it, and nothing runs twice but what only reads. */
export type Retry =
  /** It refused, reset or closed the connection before a credential was sent. */
  | 'before-authentication'
  /** The login succeeded, and there was no session to be had, as with full VTY lines: nothing has been typed. */
  | 'channel-refused'
  /** The connection broke after a successful login, and no command of the job changes anything. */
  | 'read-only-broken-off';
