import type { AnyAuthMethod, KeyboardInteractiveAuthMethod } from 'ssh2';
import { expiredPassword } from './ssh-errors.ts';
import { type Trouble, trouble } from './trouble.ts';

/** How one password gets a user in: decides what ssh2 tries next, and remembers why it failed. */
export type Login = {
  /** ssh2's `authHandler`: the next method, or false when there is none. */
  readonly next: (
    left: readonly string[] | null,
    partial: boolean | null,
    give: (method: AnyAuthMethod | false) => void,
  ) => void;
  /** The device has answered a request. */
  wasAnswered(): boolean;
  /** Why the login failed; undefined while nothing was rejected. */
  rejection(): Trouble | undefined;
};

/**
 * One secret goes through one method once: `password` first, and keyboard-interactive only where the device does not
 * offer `password` (RFC 4252, section 5.1: a failure lists the methods that can continue). A device that offers
 * both and refuses the password has checked it, and asking again would count against the account.
 * @param giveUp ends the connection when the device asks for something else than the password
 */
export function passwordLogin(username: string, password: string, giveUp: (reason: Trouble) => void): Login {
  let rejection: Trouble | undefined;
  let tried: 'nothing' | 'password' | 'keyboard-interactive' = 'nothing';
  let isAnswered = false;
  let wasAnswered = false;

  const prompt: KeyboardInteractiveAuthMethod['prompt'] = (
    _name,
    instructions,
    _language,
    prompts,
    finish,
  ) => {
    wasAnswered = true;
    const [first, ...others] = prompts;
    const text = first?.prompt.trim() ?? '';
    if (first && others.length === 0 && !first.echo && PASSWORD_PROMPT.test(text) && !isAnswered) {
      isAnswered = true;
      finish([password]);
      return;
    }
    rejection = EXPIRED.test(`${instructions} ${text}`)
      ? expiredPassword()
      : trouble('auth', `the device asks for something else than the password: ${text}`);
    giveUp(rejection);
  };

  return {
    wasAnswered: () => wasAnswered,
    rejection: () => rejection,
    next: (left, partial, give) => {
      if (tried === 'nothing') {
        tried = 'password';
        give({ type: 'password', username, password });
        return;
      }
      wasAnswered = true;
      const isOffered = (method: string) => left?.includes(method) === true;
      if (tried === 'password' && !isOffered('password') && isOffered('keyboard-interactive')) {
        tried = 'keyboard-interactive';
        give({ type: 'keyboard-interactive', username, prompt });
        return;
      }
      const wanted = left?.join(', ') || 'methods that it does not name';
      if (partial === true) {
        rejection = trouble(
          'auth',
          `the device took the password, and wants more than that: ${wanted}`,
          'it wants a login that netrun was not given',
        );
      } else if (isOffered(tried) || isAnswered) {
        rejection = trouble(
          'auth',
          `the password of ${username} was rejected`,
          'check "username" and "password", or give one with --ask-pass',
        );
      } else {
        rejection = trouble(
          'auth',
          `the device takes no password, only ${wanted}`,
          'it wants a login that netrun was not given',
        );
      }
      give(false);
    },
  };
}

const PASSWORD_PROMPT =
  /^(?!.*\b(?:one.?time|otp|token|new|retype|repeat|again|current|old)\b).*pass(?:word|phrase|code)?\b.*$/i;
const EXPIRED = /required to change|password (?:has )?expired|current password|new password/i;
