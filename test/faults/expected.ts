import type { FaultName } from '../../src/lab/faults.ts';
import type { FailureKind } from '../../src/model/failure.ts';

/** What becomes of a device, as its result tells it. */
export type Expected = {
  readonly status: 'ok' | 'failed';
  readonly kinds?: readonly FailureKind[];
  /** In the sentence. */
  readonly message?: RegExp;
  /** What of its last output is kept; absent: there is none. */
  readonly output?: RegExp;
};

const failed = (kind: FailureKind | readonly FailureKind[], message: RegExp, output?: RegExp): Expected => ({
  status: 'failed',
  kinds: typeof kind === 'string' ? [kind] : kind,
  message,
  ...(output && { output }),
});

/** A connection that is ended together with other bytes may be seen to end in either way. */
const ENDS_BEFORE = failed('connect', /^the device (closed|reset) the connection before the login/);
const ENDS_DURING = failed(['auth', 'connect'], /^the device (closed|reset) the connection during the login/);
const ENDS_AFTER = failed(['closed', 'connect'], /^the device (closed|reset) the (connection|session)/);
const HALF = /^interface 0 is up\n/;
const NO_SERVER = /^what answers is no SSH server: it says "/;

/** What each fault comes to. */
export const EXPECTED = {
  'says-nothing': failed('timeout', /no SSH server answered within/),
  'says-nothing-and-reads-nothing': failed('timeout', /no SSH server answered within/),
  'says-garbage': failed('connect', /before the login, and said ".*garbage/),
  'says-garbage-and-waits': failed('connect', NO_SERVER),
  'speaks-http': failed('connect', /it says "HTTP\/1.1 400 Bad Request"/),
  'speaks-telnet': failed('connect', NO_SERVER),
  'speaks-ssh-1': failed('connect', /^what answers is no SSH 2 server$/),
  'has-too-many-logins': failed('connect', /before the login, and said "Exceeded MaxStartups"$/),
  'has-all-lines-taken': ENDS_BEFORE,
  'closes-at-once': ENDS_BEFORE,
  'closes-after-identification': ENDS_BEFORE,
  'closes-in-key-exchange': ENDS_BEFORE,
  'closes-after-key-exchange': ENDS_DURING,
  'closes-after-authentication': ENDS_AFTER,
  'closes-after-channel': ENDS_AFTER,
  'closes-after-shell': ENDS_AFTER,
  'closes-in-output': failed('closed', /^the device closed the session$/, HALF),
  'resets-at-once': ENDS_BEFORE,
  'resets-after-identification': ENDS_BEFORE,
  'resets-in-key-exchange': ENDS_BEFORE,
  'resets-after-key-exchange': ENDS_DURING,
  'resets-after-authentication': ENDS_AFTER,
  'resets-after-channel': ENDS_AFTER,
  'resets-after-shell': ENDS_AFTER,
  // Of what came with the reset nothing may be left.
  'resets-in-output': failed('closed', /^the device (closed the session|reset the connection)/, /^/),
  'is-silent-after-identification': failed('timeout', /^the key exchange took longer than/),
  'is-silent-in-key-exchange': failed('timeout', /^the key exchange took longer than/),
  'is-silent-after-key-exchange': failed('timeout', /^the authentication took longer than/),
  'is-silent-after-authentication': failed('timeout', /^opening the shell took longer than/),
  'is-silent-after-channel': failed('timeout', /^opening the shell took longer than/),
  'has-no-prompt': failed('prompt', /^no prompt came within/),
  'is-silent-in-output': failed('timeout', /^nothing came for/, HALF),
  'is-deaf-in-output': failed('timeout', /^nothing came for/, HALF),
  'knows-unusual-algorithms': failed(
    'negotiation',
    /^no matching key exchange algorithm \(netrun: .*; device: /,
  ),
  'has-another-key': failed('host-key', /^it shows the host key .*, and the inventory says/),
  'refuses-password': failed('auth', /^the password of admin was rejected$/),
  'refuses-password-in-dialogue': failed('auth', /^the password of admin was rejected$/),
  'has-password-expired': failed('auth', /^the password has expired/),
  'refuses-secret': failed('enable', /^the secret was rejected$/),
  'has-no-secret': failed('enable', /^the device does not take "enable": % No password set$/),
  'refuses-session': failed('closed', /^the device refused the session/),
  'refuses-terminal': failed('closed', /^the device refused the session: .*pseudo-terminal$/),
  'refuses-shell': failed('closed', /^the device refused the session: .*shell$/),
  'refuses-command': { status: 'ok', output: /refuses-command/ },
  'prints-without-end': failed('output-limit', /^the output is larger than/, /show part 1 /),
  'prints-a-byte-a-second': failed('timeout', /^the device was not done within/, /^\.+$/),
  'prints-much': { status: 'ok', output: /^(?:.{79}\n){62500}$/ },
} as const satisfies Readonly<Record<FaultName, Expected>>;

/** Addresses at which there is no device, and a way that ends. */
export const ELSEWHERE = {
  'is-not-found': failed('resolve', /^the name .* was not found$/),
  'refuses-connection': failed('connect', /^connection refused on port 1$/),
  'is-not-reachable': failed('connect', /^no route to the device$/),
  'drops-packets': failed('connect', /^no connection within/),
  'is-behind-a-host-that-dies': failed(
    ['closed', 'connect'],
    /^the jump host 127.0.0.1:\d+ cannot be used: /,
    /line 1 /,
  ),
  'is-behind-a-host-that-hangs': failed('timeout', /^nothing came for/, /line 1 /),
} as const satisfies Readonly<Record<string, Expected>>;
