import type { Failure } from '../model/failure.ts';
import { retriable, Trouble, trouble } from './trouble.ts';

/** How far a connection had come when it ended. */
export type Phase = 'handshake' | 'authentication' | 'session';

/** What is known of a connection that has ended. */
export type Ended = {
  readonly phase: Phase;
  /** Requests were sent ahead, and none of them has been answered. */
  readonly wasCutOff: boolean;
  /** What both sides offered in the part of the negotiation that failed, as ssh2's debug text has it. */
  readonly offers: readonly string[];
};

/** The device has closed the connection without a word. */
export function closedBy({ phase, wasCutOff }: Ended): Trouble {
  switch (phase) {
    case 'handshake':
      return retriable(
        'before-authentication',
        trouble(
          'connect',
          'the device closed the connection before the login',
          'are all of its VTY lines taken, or is this address not allowed?',
        ),
      );
    case 'authentication':
      if (wasCutOff) return new Trouble(CUT_OFF, { isPipeliningRefused: true });
      return trouble(
        'auth',
        'the device closed the connection during the login',
        'is this user allowed on it?',
      );
    case 'session':
      return trouble('closed', 'the device closed the connection');
  }
}

/** Words for the errors that ssh2 reports of a connection. */
export function explainError(
  error: Error & { level?: string; code?: string | number },
  ended: Ended,
): Trouble {
  const { phase, wasCutOff, offers } = ended;
  if (/no matching/.test(error.message)) {
    return trouble(
      'negotiation',
      `${error.message.replace(/^Handshake failed: /, '')} (${offers.join('; ')})`,
      'the device offers only algorithms that netrun does not use by default',
      error,
    );
  }
  if (error.level === 'client-authentication' || error.level === 'agent')
    return trouble('auth', error.message, '', error);
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') {
    if (wasCutOff) return closedBy(ended);
    const when = { handshake: 'before', authentication: 'during', session: 'after' }[phase];
    const reset = trouble(
      phase === 'session' ? 'closed' : 'connect',
      `the device reset the connection ${when} the login`,
      '',
      error,
    );
    return phase === 'handshake' ? retriable('before-authentication', reset) : reset;
  }
  if (error.message === 'Connection lost before handshake') return closedBy(ended);
  if (/identification/i.test(error.message)) {
    return trouble('connect', 'what answers is no SSH 2 server', 'is "port" right?', error);
  }
  return trouble(phase === 'session' ? 'closed' : 'negotiation', error.message, '', error);
}

/** The device does not open a session, a pseudo-terminal or a shell. */
export function refusedShell(error: Error): Trouble {
  return retriable(
    'channel-refused',
    trouble(
      'closed',
      `the device refused the session: ${error.message.replace(/^\(SSH\) /, '')}`,
      'are all of its VTY lines taken?',
      error,
    ),
  );
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
