import { generateKeyPairSync } from 'node:crypto';
import type { AnyAuthMethod, Prompt } from 'ssh2';
import { describe, expect, test } from 'vitest';
import type { Identity } from '../../src/model/login.ts';
import { type Credentials, logIn } from '../../src/session/authentication.ts';
import { Trouble } from '../../src/session/trouble.ts';

type Server = {
  /** The methods that it says can continue, after each failure. */
  readonly offers: readonly string[];
  /** The method that lets the user in with the right password. */
  readonly accepts?: string;
  /** What keyboard-interactive asks, round after round. */
  readonly rounds?: readonly { readonly instructions?: string; readonly prompts: readonly Prompt[] }[];
  readonly password?: string;
  /** A method that it takes and that is not enough; then only these others can continue. */
  readonly partly?: { readonly method: string; readonly others: readonly string[] };
};

type Client = Partial<Credentials> & {
  /** What the user types when he is asked; absent: nobody is there. */
  readonly typed?: string;
  /** The main thread does not want the password to be shown. */
  readonly isHeldBack?: boolean;
};

type Attempt = {
  readonly entered: boolean;
  /** What was sent, and through what. */
  readonly sent: readonly string[];
  readonly trouble: Trouble | undefined;
  /** What became of the password, as the main thread is told. */
  readonly verdicts: readonly string[];
  readonly asked: readonly string[];
};

/** Logs in at a server as ssh2 would: asks for the next method after each failure. */
async function attempt(server: Server, client: Client = {}): Promise<Attempt> {
  const { accepts, rounds = [], password = 'right', partly } = server;
  let { offers } = server;
  const sent: string[] = [];
  const verdicts: string[] = [];
  const asked: string[] = [];
  let gaveUp: unknown;
  let entered = false;
  let partial = false;
  const login = logIn(
    {
      username: 'netops',
      password: 'password' in client ? client.password : 'right',
      identities: client.identities ?? [],
      canUseSha1: client.canUseSha1 ?? false,
      answers: client.answers ?? [],
      remembered: client.remembered,
    },
    {
      password: async () => {
        asked.push('password');
        return client.typed;
      },
      prompt: async (text) => {
        asked.push(text);
        return client.typed;
      },
      begin: async (password) => {
        if (client.isHeldBack) throw new Trouble({ kind: 'auth', message: 'held back', hint: '' });
        return password;
      },
      ended: (_password, verdict) => void verdicts.push(verdict),
      answered: (verdict) => void verdicts.push(`code ${verdict}`),
      giveUp: (reason) => {
        gaveUp = reason;
        wake();
      },
    },
  );
  let wake = () => {};
  const next = (left: readonly string[] | null) =>
    new Promise<AnyAuthMethod | false>((resolve) => {
      wake = () => resolve(false);
      login.next(left, left === null ? null : partial, resolve);
    });
  const run = async (method: AnyAuthMethod): Promise<boolean> => {
    if (typeof method === 'string') throw new Error('a method comes with all it needs');
    if (method.type === 'password') {
      sent.push('password');
      return method.password === password;
    }
    if (method.type !== 'keyboard-interactive') {
      const key = method.type === 'publickey' ? (method.key as { type: string }).type : '';
      sent.push(key === '' ? method.type : `key ${key}`);
      return true;
    }
    let right = rounds.length > 0 && rounds.every(({ prompts }) => prompts.length === 0);
    for (const { instructions = '', prompts } of rounds) {
      if (prompts.length === 0) continue; // ssh2 answers it by itself
      const answers = await new Promise<string[] | undefined>((resolve) => {
        wake = () => resolve(undefined);
        method.prompt('', instructions, '', [...prompts], resolve);
      });
      if (answers === undefined) return false;
      sent.push(...answers.map((answer) => `${method.type}: ${answer}`));
      right = answers[0] === password || answers[0] === 'otp';
    }
    return right;
  };
  const nameOf = (method: AnyAuthMethod) =>
    typeof method === 'string' ? method : method.type === 'agent' ? 'publickey' : method.type;
  for (let method = await next(null); method !== false && gaveUp === undefined; method = await next(offers)) {
    const isRight = await run(method);
    if (gaveUp !== undefined) break;
    partial = false;
    if (isRight && partly?.method === nameOf(method)) {
      partial = true;
      offers = partly.others;
    } else if (isRight && accepts === nameOf(method)) {
      entered = true;
      login.succeeded();
      break;
    }
  }
  const trouble = login.rejection() ?? (gaveUp instanceof Trouble ? gaveUp : undefined);
  return { entered, sent, trouble, verdicts, asked };
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
    test(title, async () => {
      const result = await attempt(server);
      expect({ entered: result.entered, sent: result.sent }).toEqual({ entered, sent });
      if (entered) expect(result.trouble).toBeUndefined();
      else expect(result.trouble?.failure.kind).toBe('auth');
      if (message) expect(result.trouble?.failure.message).toMatch(message);
    });
  }
});

test('no failure tells the password', async () => {
  for (const offers of [['password'], ['keyboard-interactive'], []]) {
    const { trouble } = await attempt({ offers, rounds: [ASKS, ASKS], password: 'other' });
    expect(trouble).toBeDefined();
    expect(JSON.stringify(trouble?.failure)).not.toContain('right');
  }
});

const key = (label: string, type: 'ec' | 'rsa' = 'ec'): Identity => {
  const { privateKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 1024 });
  const text = privateKey.export({ type: type === 'ec' ? 'sec1' : 'pkcs1', format: 'pem' }).toString();
  return { type: 'key', label, text };
};
const ECDSA = 'key ecdsa-sha2-nistp256';
const ACCEPTS = {
  prompts: [{ prompt: 'Do you accept and acknowledge the statement above ? (yes/no) : ', echo: true }],
};
const OTP = { prompts: [{ prompt: 'Verification code: ', echo: false }] };

describe('what is offered, and in which order:', () => {
  const CASES: readonly (Server & {
    title: string;
    client: Client;
    entered: boolean;
    sent: readonly string[];
    asked?: readonly string[];
    message?: RegExp;
  })[] = [
    {
      title: 'keys go before the password',
      client: { identities: [key('a'), key('b')] },
      offers: ['publickey', 'password'],
      accepts: 'password',
      entered: true,
      sent: [ECDSA, ECDSA, 'password'],
    },
    {
      title: 'no further key is offered where keys are not taken',
      client: { identities: [key('a'), key('b')] },
      offers: ['password'],
      accepts: 'password',
      entered: true,
      sent: [ECDSA, 'password'],
    },
    {
      title: 'five keys are offered at most, and that is said',
      client: { identities: Array.from('abcdefg', (name) => key(name)), password: undefined },
      offers: ['publickey'],
      entered: false,
      sent: Array(5).fill(ECDSA),
      message: /none of the keys that were offered: a, b, c, d, e \(2 more were held back\)/,
    },
    {
      title: 'an RSA key signs with SHA-2',
      client: { identities: [key('a', 'rsa')] },
      offers: ['publickey'],
      accepts: 'publickey',
      entered: true,
      sent: ['key rsa-sha2-512'],
    },
    {
      title: 'an RSA key signs with SHA-1 where that may be and nothing better is taken',
      client: { identities: [key('a', 'rsa')], canUseSha1: true, password: undefined },
      offers: ['publickey'],
      entered: false,
      sent: ['key rsa-sha2-512', 'key ssh-rsa with SHA-1'],
      message: /none of the keys that were offered: a$/,
    },
    {
      title: 'a password that nobody has given is asked for when no key helps',
      client: { identities: [key('a')], password: undefined, typed: 'right' },
      offers: ['publickey', 'password'],
      accepts: 'password',
      entered: true,
      sent: [ECDSA, 'password'],
      asked: ['password'],
    },
    {
      title: 'without keys and a password the device is asked what it takes before the user is',
      client: { password: undefined, typed: 'right' },
      offers: ['keyboard-interactive'],
      rounds: [ASKS],
      accepts: 'keyboard-interactive',
      entered: true,
      sent: ['none', 'keyboard-interactive: right'],
      asked: ['password'],
    },
    {
      title: 'without keys, a password and a user to ask it fails',
      client: { password: undefined },
      offers: ['password', 'keyboard-interactive'],
      rounds: [ASKS],
      entered: false,
      sent: ['none'],
      asked: ['password'],
      message: /no key and no password for netops/,
    },
    {
      title: 'a key that is not enough is followed by the password',
      client: { identities: [key('a')] },
      offers: ['publickey'],
      partly: { method: 'publickey', others: ['password'] },
      accepts: 'password',
      entered: true,
      sent: [ECDSA, 'password'],
    },
    {
      title: 'a key that is not enough is followed by what only the user knows',
      client: { identities: [key('a')], typed: 'otp' },
      offers: ['publickey'],
      partly: { method: 'publickey', others: ['keyboard-interactive'] },
      rounds: [OTP],
      accepts: 'keyboard-interactive',
      entered: true,
      sent: [ECDSA, 'keyboard-interactive: otp'],
      asked: ['Verification code:'],
    },
    {
      title: 'a password that is right and not enough is not called wrong',
      client: {},
      offers: ['password'],
      partly: { method: 'password', others: ['publickey'] },
      entered: false,
      sent: ['password'],
      message: /^the device took the password, and wants more than that: publickey$/,
    },
    {
      title: 'a statement that has to be accepted is, and before the password',
      client: { answers: [{ question: /Do you accept/, answer: 'yes' }] },
      offers: ['keyboard-interactive'],
      rounds: [ACCEPTS, ASKS],
      accepts: 'keyboard-interactive',
      entered: true,
      sent: ['password', 'keyboard-interactive: yes', 'keyboard-interactive: right'],
    },
    {
      title: 'what let netrun in the last time is tried first',
      client: { remembered: 'keyboard-interactive' },
      offers: ['keyboard-interactive'],
      rounds: [ASKS],
      accepts: 'keyboard-interactive',
      entered: true,
      sent: ['keyboard-interactive: right'],
    },
    {
      title: 'the key that let netrun in the last time goes before the others',
      client: { identities: [key('a'), key('b', 'rsa')], remembered: 'key b rsa-sha2-512' },
      offers: ['publickey'],
      accepts: 'publickey',
      entered: true,
      sent: ['key rsa-sha2-512'],
    },
    {
      title: 'a memory that is wrong costs no second look at the secret',
      client: { remembered: 'keyboard-interactive' },
      offers: ['password'],
      accepts: 'password',
      entered: true,
      sent: ['password'],
    },
    {
      title: 'a password that is held back is not sent',
      client: { isHeldBack: true },
      offers: ['password'],
      entered: false,
      sent: [],
      message: /held back/,
    },
  ];
  for (const { title, client, entered, sent, asked = [], message, ...server } of CASES) {
    test(title, async () => {
      const result = await attempt(server, client);
      expect({ entered: result.entered, sent: result.sent, asked: result.asked }).toEqual({
        entered,
        sent,
        asked,
      });
      if (message) expect(result.trouble?.failure.message).toMatch(message);
    });
  }
});

describe('the main thread is told of a password', () => {
  test.each([
    ['that it was accepted', { offers: [], accepts: 'password' }, ['accepted']],
    ['that it was rejected', { offers: ['password'], password: 'other' }, ['rejected']],
    [
      'that it was accepted although more is wanted',
      { offers: ['password'], partly: { method: 'password', others: ['publickey'] } },
      ['accepted'],
    ],
    ['nothing where nobody has looked at it', { offers: ['publickey'] }, []],
  ] as const)('%s', async (_, server: Server, verdicts) => {
    expect((await attempt(server)).verdicts).toEqual(verdicts);
  });
});

describe('What the user tells a server besides the password', () => {
  const CODE = { offers: ['keyboard-interactive'], accepts: 'keyboard-interactive', rounds: [OTP] };

  test.each([
    ['is right', CODE, 'otp', ['code accepted']],
    ['is wrong', CODE, 'mistyped', ['code rejected']],
    // Nobody knows which of the two was wrong.
    [
      'counts as a part of the password beside it',
      { ...CODE, rounds: [ASKS, OTP] },
      'mistyped',
      ['rejected'],
    ],
  ])('%s', async (_title, server, typed, verdicts) => {
    const client = { password: server.rounds.length > 1 ? 'right' : undefined, typed };
    expect((await attempt(server, client)).verdicts).toEqual(verdicts);
  });
});
