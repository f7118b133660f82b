import type { AlgorithmLists } from '../model/examination.ts';
import type { Failure } from '../model/failure.ts';
import type { AlgorithmKind } from '../model/login.ts';
import { lineThatOffers, type Offer } from './algorithms.ts';
import { HINTS } from './hints.ts';
import type { Way } from './server-offer.ts';
import { retriable, Trouble, trouble } from './trouble.ts';

/** How far a connection had come when it ended. */
export type Phase = 'handshake' | 'authentication' | 'session';

/** What is known of a connection that has ended. */
export type Ended = {
  readonly phase: Phase;
  /** Requests were sent ahead, and none of them has been answered. */
  readonly wasCutOff: boolean;
  /** The first line that it said instead of naming its SSH version; empty where there is none. */
  readonly said: string;
  /** What both sides offer; `device` is undefined where it has not said it. */
  readonly offers: (
    way: Way,
  ) => { readonly netrun: Offer; readonly device: AlgorithmLists | undefined } | undefined;
};

/** The device has closed the connection without a word. */
export function closedBy({ phase, wasCutOff, said }: Ended): Trouble {
  switch (phase) {
    case 'handshake':
      return retriable(
        'before-authentication',
        trouble(
          'connect',
          `the device closed the connection before the login${said === '' ? '' : `, and said "${said}"`}`,
          HINTS.lines,
        ),
      );
    case 'authentication':
      if (wasCutOff) return new Trouble(CUT_OFF, { isPipeliningRefused: true });
      return trouble('auth', 'the device closed the connection during the login', HINTS.user);
    case 'session':
      return trouble('closed', 'the device closed the connection', HINTS.again);
  }
}

/** Words for the errors that ssh2 reports of a connection. */
export function explainError(
  error: Error & { level?: string; code?: string | number },
  ended: Ended,
): Trouble {
  const { phase, wasCutOff, offers } = ended;
  // What carries the connection knows better what became of it.
  if (error instanceof Trouble) return error;
  if (/no matching/.test(error.message)) return noMatch(error, offers);
  if (error.level === 'client-authentication') return trouble('auth', error.message, HINTS.user, error);
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') {
    if (wasCutOff) return closedBy(ended);
    const when = { handshake: 'before', authentication: 'during', session: 'after' }[phase];
    const reset = trouble(
      phase === 'session' ? 'closed' : 'connect',
      `the device reset the connection ${when} the login`,
      RESET_HINTS[phase],
      error,
    );
    return phase === 'handshake' ? retriable('before-authentication', reset) : reset;
  }
  if (error.message === 'Connection lost before handshake') return closedBy(ended);
  if (/identification/i.test(error.message)) {
    return trouble('connect', 'what answers is no SSH 2 server', HINTS.version, error);
  }
  return trouble(
    phase === 'session' ? 'closed' : 'negotiation',
    error.message,
    'run it again for this device; what answers may be no usual SSH server',
    error,
  );
}

const RESET_HINTS = {
  handshake: HINTS.tooMany,
  authentication: 'does it have too many logins, or is this user not allowed on it?',
  session: 'did it restart, or did a firewall in between end it? Run it again for this device',
} as const satisfies Record<Phase, string>;

/** No algorithm of some kind is in both offers. */
function noMatch(error: Error, offers: Ended['offers']): Trouble {
  const both = offers(error.message.includes('S->C') ? 'S->C' : 'C->S');
  const [, kind] = KINDS.find(([word]) => error.message.includes(word)) ?? [];
  const theirs = kind && both?.device?.[kind];
  const line = theirs && lineThatOffers(kind, theirs);
  const seen = theirs ? ` (netrun: ${both.netrun[kind].join(',')}; device: ${theirs.join(',')})` : '';
  return trouble(
    'negotiation',
    `${error.message.replace(/^Handshake failed: /, '')}${seen}`,
    line
      ? `"${line}" of this device in the inventory makes netrun offer one of them${line === LEGACY_LINE ? ' (--legacy: in this run)' : ''}`
      : 'netrun knows none of the algorithms that the device offers',
    error,
  );
}

const LEGACY_LINE = 'legacy: true';

/** By a word of ssh2's sentence about it. */
const KINDS = [
  ['key exchange', 'kex'],
  ['host key', 'hostKey'],
  ['cipher', 'cipher'],
  ['MAC', 'mac'],
] as const satisfies readonly (readonly [string, AlgorithmKind])[];

/** The device does not open a session, a pseudo-terminal or a shell. */
export function refusedShell(error: Error): Trouble {
  return retriable(
    'channel-refused',
    trouble(
      'closed',
      `the device refused the session: ${error.message.replace(/^\(SSH\) |: *$/g, '')}`,
      HINTS.lines,
      error,
    ),
  );
}

/** Where the connection ended instead: nothing has been typed, so it comes to the same. */
export function withoutShell(error: unknown): unknown {
  const isClosed = error instanceof Trouble && error.failure.kind === 'closed' && !error.failure.retry;
  return isClosed ? retriable('channel-refused', error) : error;
}

/** The password counts no longer, and a new one has to be set. */
export function expiredPassword(): Trouble {
  return trouble(
    'auth',
    'the password has expired, and the device asks for a new one',
    'log in by hand once and change it',
  );
}

const CUT_OFF: Failure = {
  kind: 'auth',
  message: 'the device closed the connection when the login was sent ahead',
  hint: 'leave --pipelining out for it',
};
