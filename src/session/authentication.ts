import type { AnyAuthMethod, KeyboardInteractiveAuthMethod } from 'ssh2';
import type { SshServer } from '../model/login.ts';
import { HINTS } from './hints.ts';
import { requestsWith } from './identities.ts';
import { expiredPassword } from './ssh-errors.ts';
import { type Trouble, trouble } from './trouble.ts';

/** What a login has and may do. */
export type Credentials = Pick<SshServer, 'username' | 'password'> & {
  readonly identities: SshServer['ssh']['identities'];
  /** RSA keys may sign with SHA-1 where the server takes nothing better. */
  readonly canUseSha1: boolean;
  /** What the server may ask besides, and what it always gets. */
  readonly answers: readonly { readonly question: RegExp; readonly answer: string }[];
  /** What let netrun in the last time; it is tried first. */
  readonly remembered: string | undefined;
};

/** The ways of a password. */
type PasswordMethod = 'password' | 'keyboard-interactive';

/** Who has a word in a login. */
export interface Authority {
  /** Asks for a password that nobody has given so far; undefined: nobody is there to tell it. */
  password(): Promise<string | undefined>;
  /** Asks for what only the user knows; undefined: nobody is there to tell it. */
  prompt(text: string, echo: boolean): Promise<string | undefined>;
  /** The server has said what it thinks of what the user told it last. */
  answered(verdict: 'accepted' | 'rejected'): void;
  /** Waits until this password may be shown to the server, and gives what is to be shown; rejects with why it may not. */
  begin(password: string): Promise<string>;
  /** The server has said what it thinks of the password that was let begin. */
  ended(password: string, verdict: 'accepted' | 'rejected'): void;
  /**
   * Is told which methods the server takes; where it is there, the server is asked for them before anything is shown
   * to it.
   */
  offers?(methods: readonly string[]): void;
  /** Ends the connection: there is no way in. */
  giveUp(reason: unknown): void;
}

/** Gets a user in: decides what ssh2 tries next, and remembers why it failed. */
export type Login = {
  /**
   * ssh2's `authHandler`: the next method, or false when there is none.
   * @param left the methods that the server says can continue; null: it has not said anything so far
   * @param partial the last request was accepted, and is not enough
   */
  readonly next: (
    left: readonly string[] | null,
    partial: boolean | null,
    give: (method: AnyAuthMethod | false) => void,
  ) => void;
  /** The device has let us in. */
  succeeded(): void;
  /** An agent could not sign: it goes on with something else. */
  agentFailed(why: string): void;
  /** The device has answered a request. */
  wasAnswered(): boolean;
  /** Why the login failed; undefined while nothing was rejected. */
  rejection(): Trouble | undefined;
  /** What the last request was made with, in words that are the same in the next run. */
  way(): string;
};

type Attempt =
  | { readonly type: 'nothing' | 'none' }
  | { readonly type: 'key'; readonly name: string }
  | { readonly type: PasswordMethod };

/**
 * Keys first, then the password. One secret goes through one method once: `password`, and keyboard-interactive only
 * where the device does not offer `password` (RFC 4252, section 5.1: a failure lists the methods that can continue) or
 * has taken it and wants more. A device that offers both and refuses the password has checked it, and asking again
 * would count against the account.
 */
export function logIn(credentials: Credentials, authority: Authority): Login {
  const { username, identities, remembered } = credentials;
  const all = identities.flatMap((identity) => requestsWith(identity, username, credentials));
  const requests = [
    ...all.filter(({ name }) => name === remembered),
    ...all.filter(({ name }) => name !== remembered),
  ];
  const keys = requests.slice(0, MOST_KEY_REQUESTS).values();
  let { password } = credentials;
  let last: Attempt = { type: 'nothing' };
  let rejection: Trouble | undefined;
  let agentTrouble = '';
  let wasAnswered = false;
  /** Methods that were accepted and were not enough. */
  const accepted: string[] = [];
  const tried = new Set<string>();
  const offeredKeys = new Set<string>();
  /** The password that is being checked. */
  let shown: string | undefined;
  /** It was right, and the server wants more: the login goes on, and so does its turn. */
  let wasTaken = false;
  /** The user was asked for the password. */
  let hasAsked = false;
  /** keyboard-interactive was answered with the password, with anything. */
  let hasAnswered: 'nothing' | 'something' | 'the password' = 'nothing';
  /** The user has told something else than the password. */
  let hasTold = false;

  const fail = (reason: Trouble) => {
    rejection ??= reason;
  };
  const findPassword = async () => {
    if (password === undefined && !hasAsked) {
      hasAsked = true;
      password = await authority.password();
    }
    return password;
  };
  const show = async (secret: string) => {
    if (shown === secret) return secret;
    password = await authority.begin(secret);
    shown = password;
    wasTaken = false;
    return password;
  };
  const settle = (verdict: 'accepted' | 'rejected') => {
    if (shown !== undefined) authority.ended(shown, wasTaken ? 'accepted' : verdict);
    shown = undefined;
  };

  /** What the device thinks of the last request. */
  const judge = (left: readonly string[] | null, isAccepted: boolean) => {
    if (last.type === 'nothing' || last.type === 'none') return;
    if (isAccepted) {
      wasTaken ||= shown !== undefined;
      accepted.push(last.type === 'keyboard-interactive' ? 'password' : last.type);
      return;
    }
    if (last.type === 'key') return;
    const isChecked = last.type === 'password' ? left?.includes('password') : hasAnswered !== 'nothing';
    // Where the method is not offered, nobody has looked at the secret.
    if (!isChecked) {
      if (!wasTaken) shown = undefined;
      return;
    }
    settle('rejected');
    // Beside a password nobody knows which of the two was wrong, and that one has been counted.
    if (hasAnswered === 'something') authority.answered('rejected');
    fail(last.type === 'password' || hasAnswered === 'the password' ? wrongPassword() : wrongAnswer());
  };

  const wrongPassword = () => trouble('auth', `the password of ${username} was rejected`, HINTS.credentials);
  const wrongAnswer = () => trouble('auth', 'what was answered to the device was rejected', 'try it again');

  const prompt: KeyboardInteractiveAuthMethod['prompt'] = (
    _name,
    instructions,
    _language,
    prompts,
    finish,
  ) => {
    wasAnswered = true;
    const answers = async () => {
      const list: string[] = [];
      for (const { prompt: asked, echo = false } of prompts) {
        list.push(await answer(instructions, asked.trim(), echo));
      }
      return list;
    };
    answers().then(finish, (reason: unknown) => {
      if (reason instanceof Error && 'failure' in reason) fail(reason as Trouble); // only Trouble has it
      if (wasTaken) settle('accepted');
      authority.giveUp(reason);
    });
  };

  const answer = async (instructions: string, text: string, echo: boolean): Promise<string> => {
    const usual = credentials.answers.find(({ question }) => question.test(text));
    if (usual) return usual.answer;
    if (EXPIRED.test(`${instructions} ${text}`)) throw expiredPassword();
    if (!echo && PASSWORD_PROMPT.test(text)) {
      if (hasAnswered === 'the password') {
        settle('rejected');
        throw wrongPassword();
      }
      const secret = await findPassword();
      if (secret === undefined) throw nothingToSay();
      const answer = await show(secret);
      hasAnswered = 'the password';
      return answer;
    }
    if (echo && USERNAME_PROMPT.test(text)) return username;
    const told = await authority.prompt(text, echo);
    if (told === undefined) {
      throw trouble(
        'auth',
        `the device asks for something else than the password: ${text}`,
        'run it on a terminal, and answer there',
      );
    }
    hasTold = true;
    if (hasAnswered === 'nothing') hasAnswered = 'something';
    return told;
  };

  const nothingToSay = () =>
    offeredKeys.size > 0
      ? trouble(
          'auth',
          `the device took none of the keys that were offered: ${[...offeredKeys].join(', ')}${unoffered()}`,
          'give a password ("password", --ask-pass), or the right key ("key_file", --identity)',
        )
      : trouble('auth', `there is no key and no password for ${username}`, HINTS.noCredentials);

  const unoffered = () =>
    requests.length > MOST_KEY_REQUESTS
      ? ` (${requests.length - MOST_KEY_REQUESTS} more were held back)`
      : '';

  /** Nothing is left to try. */
  const giveUp = (left: readonly string[] | null): Trouble => {
    const wanted = left?.join(', ') || 'methods that it does not name';
    const because = agentTrouble === '' ? '' : `; ${agentTrouble}`;
    if (accepted.length > 0) {
      return trouble(
        'auth',
        `the device took the ${[...new Set(accepted)].join(' and the ')}, and wants more than that: ${wanted}${because}`,
        'it wants a login that netrun was not given',
      );
    }
    if (offeredKeys.size > 0 && !tried.has('password')) {
      return trouble('auth', `${nothingToSay().failure.message}${because}`, nothingToSay().failure.hint);
    }
    if (password === undefined && !tried.has('password') && !tried.has('keyboard-interactive')) {
      return trouble(
        'auth',
        `${nothingToSay().failure.message}; it takes ${wanted}${because}`,
        nothingToSay().failure.hint,
      );
    }
    return trouble(
      'auth',
      `the device takes no password, only ${wanted}${because}`,
      'it wants a login that netrun was not given: "key_file: FILE" in the inventory (--identity) names a key',
    );
  };

  const askForMethods = (): AnyAuthMethod => {
    last = { type: 'none' };
    return { type: 'none', username };
  };

  /** The next request; a password that is missing is asked for on the way. */
  const choose = async (left: readonly string[] | null): Promise<AnyAuthMethod | false> => {
    const isOffered = (method: string) => left === null || left.includes(method);
    const isFirst = left === null && last.type === 'nothing';
    if (isFirst && authority.offers) return askForMethods();
    if (isOffered('publickey')) {
      const { value: request } = keys.next();
      if (request) {
        last = { type: 'key', name: request.name };
        offeredKeys.add(request.label);
        return request.method;
      }
    }
    // Nothing to begin with: the answer tells what the device takes.
    if (isFirst && password === undefined) return askForMethods();
    const isKeyboardFirst = left === null && remembered === 'keyboard-interactive';
    if (isOffered('password') && !tried.has('password') && !isKeyboardFirst) {
      tried.add('password');
      const secret = await findPassword();
      if (secret !== undefined) {
        const shownNow = await show(secret);
        last = { type: 'password' };
        return { type: 'password', username, password: shownNow };
      }
    }
    const isNamed = left?.includes('keyboard-interactive') === true;
    if ((isNamed || isKeyboardFirst) && !tried.has('keyboard-interactive')) {
      tried.add('keyboard-interactive');
      last = { type: 'keyboard-interactive' };
      return { type: 'keyboard-interactive', username, prompt };
    }
    return false;
  };

  return {
    wasAnswered: () => wasAnswered,
    rejection: () => rejection,
    way: () => (last.type === 'key' ? last.name : last.type),
    succeeded: () => {
      settle('accepted');
      if (hasTold) authority.answered('accepted');
    },
    agentFailed: (why) => {
      agentTrouble = `the agent could not sign: ${why}`;
    },
    next: (left, partial, give) => {
      if (last.type !== 'nothing') wasAnswered = true;
      if (last.type === 'none' && left) authority.offers?.(left);
      judge(left, partial === true);
      if (rejection) {
        give(false);
        return;
      }
      choose(left).then(
        (method) => {
          if (method === false) {
            if (wasTaken) settle('accepted');
            fail(giveUp(left));
          }
          give(method);
        },
        (reason: unknown) => authority.giveUp(reason),
      );
    },
  };
}

/** sshd ends a connection at the sixth request that it refuses (MaxAuthTries), and the password needs one as well. */
const MOST_KEY_REQUESTS = 5;

const PASSWORD_PROMPT =
  /^(?!.*\b(?:one.?time|otp|token|new|retype|repeat|again|current|old)\b).*pass(?:word|phrase|code)?\b.*$/i;
const USERNAME_PROMPT = /^(?:user ?name|login|user)\s*:?$/i;
const EXPIRED = /required to change|password (?:has )?expired|current password|new password/i;
