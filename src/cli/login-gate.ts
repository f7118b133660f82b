import { credentialName } from '../access/credential-name.ts';
import { type Attempt, lockoutGuard } from '../access/lockout-guard.ts';
import { type LoginPace, loginPace, type PacedLogin } from '../access/login-pace.ts';
import { recentRejections } from '../access/recent-rejections.ts';
import type { Answerers } from '../model/ask.ts';
import type { Device } from '../model/device.ts';
import type { Outcome } from '../model/outcome.ts';
import { visibleLine } from '../reporters/visible.ts';
import { askSecretly } from './ask.ts';
import type { Io } from './io.ts';
import { stateFolder } from './state-folder.ts';

/** The gate before every login of a run: the lock-out guard, and behind it the pace. */
export type LoginGate = {
  readonly answerers: Pick<Answerers, 'authenticate' | 'authenticated'>;
  /** The login of a device asks for what only the user can tell: the others wait for their turn. */
  needsUser(index: number): void;
  /** The user has typed this password in the middle of the run: it goes to one device first. */
  typed(username: string, password: string): void;
  /**
   * A device has ended: what it had begun to show and nobody has judged is given up.
   * @param outcome absent: nobody was to log in to the device itself
   */
  finished(index: number, outcome?: Outcome): void;
  /** The device with the secret that the user has typed in the place of the one that it rejected. */
  again(outcome: Outcome, index: number): Promise<Device | undefined>;
};

export type LoginGateOptions = {
  readonly devices: readonly Device[];
  readonly maxAuthFailures: number;
  /** Logins that may begin a second, where a device's inventory does not say it. */
  readonly loginRate: number | undefined;
  /** Logins that may be under way at once. */
  readonly loginsAtOnce: number | undefined;
  /** Passwords that the user has typed a moment ago. */
  readonly typed: ReadonlySet<string>;
  /** Runs a question to the user with nothing else on the screen. */
  readonly onScreen: <T>(work: () => Promise<T>) => Promise<T>;
};

export function loginGate(
  { devices, maxAuthFailures, loginRate, loginsAtOnce, typed, onScreen }: LoginGateOptions,
  io: Io,
): LoginGate {
  /** The attempt of each device that has begun and not ended. */
  const open = new Map<number, Attempt & { readonly login: PacedLogin }>();
  /** What the user tells a device besides; it is told in the course of a login, which has its place already. */
  const codes = new Map<number, Attempt>();
  /** By the rate: devices with the same one share it. */
  const paces = new Map<number | undefined, LoginPace>();
  const paceOf = (index: number) => {
    const perSecond = devices[index]?.loginRate ?? loginRate;
    const known = paces.get(perSecond);
    if (known) return known;
    const pace = loginPace({ perSecond, atOnce: loginsAtOnce, now: () => performance.now() });
    paces.set(perSecond, pace);
    return pace;
  };
  /** The last credential that a device rejected. */
  const rejectedBy = new Map<number, Attempt>();
  const askAgain = ({ device, username, use }: Attempt, attempts: number): Promise<string | undefined> =>
    onScreen(async () => {
      const used = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} used`;
      const what = use === 'enable' ? 'enable secret' : 'password';
      io.stderr.write(`${visibleLine(`${device} rejected the ${what} of ${username} (${used}).`)}\n`);
      const again = use === 'enable' ? 'Secret' : 'Password';
      const secret = await askSecretly(`Again? ${again} (Enter: give up)`, io, '');
      if (secret === '') return undefined;
      guard.typed(credentialName(username, secret, use));
      return secret;
    });
  const guard = lockoutGuard({
    mostFailures: maxAuthFailures,
    recent: recentRejections(stateFolder(io.env)),
    ...(io.stdin.isTTY ? { askAgain } : {}),
  });
  for (const device of devices) {
    for (const [use, secret] of [['login', device.password] as const, ['enable', device.secret] as const]) {
      if (secret !== undefined && typed.has(secret))
        guard.typed(credentialName(device.username, secret, use));
    }
  }
  /** Nobody will judge what a device has begun to show. */
  const giveUpCode = (index: number) => {
    const code = codes.get(index);
    if (!code) return;
    codes.delete(index);
    guard.ended(code, 'unknown');
  };
  const giveUp = (index: number) => {
    const attempt = open.get(index);
    if (!attempt) return;
    open.delete(index);
    attempt.login.ended('unanswered');
    guard.ended(attempt, 'unknown');
  };
  return {
    answerers: {
      async authenticate({ credential, username, use }, index, signal) {
        if (use === 'code') {
          const code = { credential, username, use, device: devices[index]?.name ?? '' };
          if (codes.has(index)) return { verdict: 'go' };
          const permission = await guard.begin(code, signal);
          if (permission.verdict !== 'go') return permission;
          codes.set(index, code);
          if (signal.aborted) giveUpCode(index);
          return permission;
        }
        // A device shows one thing after the other. What it showed by a method that is not offered there was looked at by
        // nobody, and would keep it waiting for itself.
        giveUp(index);
        const attempt = { credential, username, use, device: devices[index]?.name ?? '' };
        const permission = await guard.begin(attempt, signal);
        if (permission.verdict !== 'go') return permission;
        const login = await paceOf(index).begin(signal);
        open.set(index, { ...attempt, login });
        // Its device may have ended meanwhile.
        if (signal.aborted) giveUp(index);
        return permission;
      },
      authenticated({ credential, use, result }, index) {
        const code = use === 'code' ? codes.get(index) : undefined;
        if (code) {
          codes.delete(index);
          guard.ended(code, result);
          return;
        }
        const attempt = open.get(index);
        if (attempt?.credential !== credential) return;
        open.delete(index);
        if (result === 'rejected') rejectedBy.set(index, attempt);
        attempt.login.ended('answered');
        guard.ended(attempt, result);
      },
    },
    needsUser: (index) => paceOf(index).oneAtATime(),
    typed: (username, password) => guard.typed(credentialName(username, password, 'login')),
    finished(index, outcome) {
      giveUp(index);
      giveUpCode(index);
      if (outcome && wasReset(outcome)) paceOf(index).wasReset();
    },
    async again(outcome, index) {
      const attempt = rejectedBy.get(index);
      const device = devices[index];
      if (!attempt || !device || outcome.status !== 'failed') return undefined;
      if (outcome.failure.kind !== (attempt.use === 'enable' ? 'enable' : 'auth')) return undefined;
      rejectedBy.delete(index);
      const secret = await guard.insteadOf(attempt.credential);
      if (secret === undefined) return undefined;
      return attempt.use === 'enable' ? { ...device, secret } : { ...device, password: secret };
    },
  };
}

/** By a server that has too many connections, as a rule. */
function wasReset(outcome: Outcome): boolean {
  if (outcome.status !== 'failed' || outcome.failure.retry !== 'before-authentication') return false;
  return outcome.failure.message.includes('reset');
}
