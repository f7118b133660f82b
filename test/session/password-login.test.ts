import type { AnyAuthMethod, Prompt } from 'ssh2';
import { describe, expect, test } from 'vitest';
import { passwordLogin } from '../../src/session/password-login.ts';
import type { Trouble } from '../../src/session/trouble.ts';

type Server = {
  /** The methods that it says can continue, after each failure. */
  readonly offers: readonly string[];
  /** The method that lets the user in with the right password. */
  readonly accepts?: string;
  /** What keyboard-interactive asks, round after round. */
  readonly rounds?: readonly { readonly instructions?: string; readonly prompts: readonly Prompt[] }[];
  readonly password?: string;
};

type Attempt = {
  readonly entered: boolean;
  /** How often the password was sent, and through what. */
  readonly sent: readonly string[];
  readonly trouble: Trouble | undefined;
};

/** Logs in at a server as ssh2 would: asks for the next method after each failure. */
function attempt({ offers, accepts, rounds = [], password = 'right' }: Server): Attempt {
  const sent: string[] = [];
  let gaveUp: Trouble | undefined;
  let entered = false;
  const login = passwordLogin('netops', 'right', (reason) => {
    gaveUp = reason;
  });
  const tryNext = (left: readonly string[] | null) =>
    login.next(left, left === null ? null : false, (method) => {
      if (method === false) return;
      if (run(method)) entered = true;
      else if (!gaveUp) tryNext(offers);
    });
  const run = (method: AnyAuthMethod): boolean => {
    if (typeof method === 'string') throw new Error('a method comes with all it needs');
    if (method.type === 'password') {
      sent.push('password');
      return accepts === 'password' && method.password === password;
    }
    if (method.type !== 'keyboard-interactive') throw new Error(`${method.type} was not asked for`);
    let right = false;
    for (const { instructions = '', prompts } of rounds) {
      if (prompts.length === 0) continue; // ssh2 answers it by itself
      method.prompt('', instructions, '', [...prompts], (answers) => {
        sent.push(...answers.map((answer) => `${method.type}: ${answer}`));
        right = answers[0] === password;
      });
      if (gaveUp) return false;
    }
    return accepts === 'keyboard-interactive' && right;
  };
  tryNext(null);
  return { entered, sent, trouble: login.rejection() };
}

const ASKS = { prompts: [{ prompt: 'Password: ', echo: false }] };

describe('one password goes through one method once:', () => {
  const CASES: readonly (Server & {
    title: string;
    entered: boolean;
    sent: readonly string[];
    message?: RegExp;
  })[] = [
    { title: 'password is accepted', offers: [], accepts: 'password', entered: true, sent: ['password'] },
    {
      title: 'both are offered, and the password is wrong',
      offers: ['publickey', 'password', 'keyboard-interactive'],
      password: 'other',
      accepts: 'password',
      rounds: [ASKS],
      entered: false,
      sent: ['password'],
      message: /rejected/,
    },
    {
      title: 'keyboard-interactive alone is offered',
      offers: ['keyboard-interactive'],
      accepts: 'keyboard-interactive',
      rounds: [ASKS],
      entered: true,
      sent: ['password', 'keyboard-interactive: right'],
    },
    {
      title: 'keyboard-interactive alone is offered, and the password is wrong',
      offers: ['keyboard-interactive'],
      accepts: 'keyboard-interactive',
      password: 'other',
      rounds: [ASKS],
      entered: false,
      sent: ['password', 'keyboard-interactive: right'],
      message: /rejected/,
    },
    {
      title: 'keyboard-interactive asks twice',
      offers: ['keyboard-interactive'],
      password: 'other',
      rounds: [ASKS, ASKS],
      entered: false,
      sent: ['password', 'keyboard-interactive: right'],
    },
    {
      title: 'keyboard-interactive asks for nothing',
      offers: ['keyboard-interactive'],
      accepts: 'keyboard-interactive',
      rounds: [ASKS, { prompts: [] }],
      entered: true,
      sent: ['password', 'keyboard-interactive: right'],
    },
    {
      title: 'a one-time password is asked for',
      offers: ['keyboard-interactive'],
      rounds: [{ prompts: [{ prompt: "One-time password (OATH) for `netops': ", echo: false }] }],
      entered: false,
      sent: ['password'],
      message: /One-time password/,
    },
    {
      title: 'a one-time password is asked for after the password',
      offers: ['keyboard-interactive'],
      rounds: [ASKS, { prompts: [{ prompt: 'Verification code: ', echo: false }] }],
      entered: false,
      sent: ['password', 'keyboard-interactive: right'],
      message: /Verification code/,
    },
    {
      title: 'something that is shown while it is typed is asked for',
      offers: ['keyboard-interactive'],
      rounds: [{ prompts: [{ prompt: 'Password or name: ', echo: true }] }],
      entered: false,
      sent: ['password'],
      message: /something else/,
    },
    {
      title: 'two things are asked for at once',
      offers: ['keyboard-interactive'],
      rounds: [{ prompts: [...ASKS.prompts, { prompt: 'Token: ', echo: false }] }],
      entered: false,
      sent: ['password'],
      message: /something else/,
    },
    {
      title: 'the password has expired',
      offers: ['keyboard-interactive'],
      rounds: [
        ASKS,
        {
          instructions: 'You are required to change your password immediately (administrator enforced).',
          prompts: [{ prompt: 'Current password: ', echo: false }],
        },
      ],
      entered: false,
      sent: ['password', 'keyboard-interactive: right'],
      message: /expired/,
    },
    {
      title: 'a new password is asked for at once',
      offers: ['keyboard-interactive'],
      rounds: [{ prompts: [{ prompt: 'New password: ', echo: false }] }],
      entered: false,
      sent: ['password'],
      message: /expired/,
    },
    {
      title: 'neither is offered',
      offers: ['publickey', 'hostbased'],
      entered: false,
      sent: ['password'],
      message: /publickey, hostbased/,
    },
    {
      title: 'nothing is offered',
      offers: [],
      entered: false,
      sent: ['password'],
      message: /takes no password/,
    },
  ];
  for (const { title, entered, sent, message, ...server } of CASES) {
    test(title, () => {
      const result = attempt(server);
      expect({ entered: result.entered, sent: result.sent }).toEqual({ entered, sent });
      if (entered) expect(result.trouble).toBeUndefined();
      else expect(result.trouble?.failure.kind).toBe('auth');
      if (message) expect(result.trouble?.failure.message).toMatch(message);
    });
  }
});

test('no failure tells the password', () => {
  for (const offers of [['password'], ['keyboard-interactive'], []]) {
    const { trouble } = attempt({ offers, rounds: [ASKS, ASKS] });
    expect(JSON.stringify(trouble?.failure)).not.toContain('right');
  }
});

test('a password that is right and not enough is not called wrong', () => {
  const login = passwordLogin('netops', 'right', () => {});
  login.next(null, null, () => {});
  login.next(['publickey'], true, (method) => expect(method).toBe(false));
  expect(login.rejection()?.message).toBe(
    'the device took the password, and wants more than that: publickey',
  );
});
