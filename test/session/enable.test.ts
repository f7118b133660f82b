import { describe, expect, test } from 'vitest';
import { failure, fine, type Played, play, summary } from './play.ts';
import {
  busy,
  type Conversation,
  commandLine,
  crlf,
  INVALID,
  KEY,
  readLine,
  router,
  WAYS,
} from './scripted-device.ts';

const LINES = 'first\n  second\n';
const SECRET = 's3cret';
const outputs = { 'show it': LINES };

/** Asks for the secret; a wrong one goes on as `wrong` says. Tells what was typed before it asked. */
const asking = (question: string, wrong: (ask: () => Conversation) => Conversation) =>
  function* enable(grant: () => void): Conversation {
    yield* ask();
    function* ask(): Conversation {
      yield question;
      const given = yield* readLine(() => '\r\n');
      if (given === SECRET) grant();
      else yield* wrong(ask);
    }
  };

const asks = asking('Password: ', function* () {
  yield '% Access denied\r\n\r\n';
});

/** The secret was typed once, on a line of its own, and this is all that came after it. */
function typedAfterSecret({ typed }: Played, secret: string): string {
  const parts = typed.split(`${secret}\r`);
  expect(parts).toHaveLength(2);
  return parts[1] ?? '';
}

describe('the privileged mode is entered', () => {
  for (const way of WAYS) {
    test(`with the secret, ${way.title}`, async () => {
      const played = await play(router({ level: '>', enable: asks, outputs }), { secret: SECRET, way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.stages).toEqual(['shell', 'enable', 'command', 'logout']);
      typedAfterSecret(played, SECRET);
    });

    test(`without the device asking for anything, ${way.title}`, async () => {
      const played = await play(router({ level: '>', outputs }), { secret: SECRET, way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed).not.toContain(SECRET);
    });

    test(`not when the session is there already, ${way.title}`, async () => {
      const played = await play(router({ level: '#', enable: asks, outputs }), { secret: SECRET, way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed).not.toContain('enable');
      expect(played.typed).not.toContain(SECRET);
    });

    test(`not without a secret, which is a note, ${way.title}`, async () => {
      const played = await play(router({ level: '>', enable: asks, outputs }), { way });
      expect(summary(played)).toEqual(fine([LINES], ['"enable" was not sent, since no secret is set']));
      expect(played.typed).not.toContain('enable');
    });

    test(`not when the job does not want it, ${way.title}`, async () => {
      const script = router({ level: '>', enable: asks, outputs });
      const played = await play(script, { secret: SECRET, enable: 'never', way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed).not.toContain('enable');
    });
  }

  test('although messages come in between', async () => {
    const message = '*Mar  1 00:01:02.003: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up\n';
    const enable = asking(crlf(`${message}Password: `), function* () {});
    const played = await play(router({ level: '>', enable, outputs }), { secret: SECRET });
    expect(summary(played)).toEqual(fine([LINES]));
  });

  test('with a secret that the device takes long to check', async () => {
    const enable = function* (grant: () => void): Conversation {
      yield 'Password: ';
      yield* readLine(() => '\r\n');
      yield busy(3000);
      grant();
    };
    const played = await play(router({ level: '>', enable, outputs }), { secret: SECRET });
    expect(summary(played)).toEqual(fine([LINES]));
    typedAfterSecret(played, SECRET);
  });

  test('with a secret of which every character means something', async () => {
    const secret = '#> ?$\\';
    let given = '';
    const enable = function* (grant: () => void): Conversation {
      yield 'Password: ';
      for (let key = yield KEY; key !== '\r'; key = yield KEY) given += key;
      yield '\r\n';
      grant();
    };
    const played = await play(router({ level: '>', enable, outputs }), { secret });
    expect(summary(played)).toEqual(fine([LINES]));
    expect(given).toBe(secret);
  });
});

describe('a wrong secret is typed once, and nothing after it:', () => {
  const WRONG: Readonly<Record<string, (ask: () => Conversation) => Conversation>> = {
    'the device asks again': (ask) => ask(),
    *'the device says so and asks again'(ask) {
      yield '% Bad secrets\r\n';
      yield* ask();
    },
    *'the device denies it and prompts'() {
      yield '% Access denied\r\n';
    },
    *'the device says nothing and prompts'() {},
    *'the device thinks for two seconds and asks again'(ask) {
      yield busy(2000);
      yield 'Sorry, try again.\r\n';
      yield* ask();
    },
    *'the device asks again after the pause'(ask) {
      yield busy(700);
      yield* ask();
    },
  };
  for (const [title, wrong] of Object.entries(WRONG)) {
    for (const way of WAYS) {
      test(`${title}, ${way.title}`, async () => {
        const script = router({ level: '>', enable: asking('Password: ', wrong), outputs });
        const played = await play(script, { secret: 'wrong', way });
        expect(failure(played)).toMatchObject({ kind: 'enable', message: 'the secret was rejected' });
        expect(played.replies).toEqual([]);
        expect(typedAfterSecret(played, 'wrong')).toBe('');
      });
    }
  }

  test('the device hangs up', async () => {
    const script = function* (): Conversation {
      yield '\r\nR1>';
      for (;;) {
        const line = yield* readLine();
        if (line === 'enable') break;
        yield 'R1>';
      }
      yield 'Password: ';
      yield* readLine(() => '\r\n');
      yield '% Bad enable passwords, too many failures!\r\n';
    };
    const played = await play(script(), { secret: 'wrong' });
    expect(failure(played)).toMatchObject({
      kind: 'enable',
      message: 'the device closed the session when it got the secret',
      awaited: 'the answer to the secret',
      lastLine: '% Bad enable passwords, too many failures!',
    });
    expect(typedAfterSecret(played, 'wrong')).toBe('');
  });

  test('the device never answers', async () => {
    const enable = function* (): Conversation {
      yield 'Password: ';
      yield* readLine(() => '\r\n');
      yield busy(600_000);
    };
    const played = await play(router({ level: '>', enable, outputs }), { secret: 'wrong' });
    expect(failure(played)).toMatchObject({ kind: 'enable', awaited: 'the answer to the secret' });
    expect(played.endedAtMs).toBe(20_000);
    expect(typedAfterSecret(played, 'wrong')).toBe('');
  });
});

describe('no secret is typed', () => {
  for (const [title, answer] of [
    ['when the device does not know the command', INVALID],
    ['when it stays where it is', ''],
    ['when it says that there is none', '% No password set\n'],
  ] as const) {
    test(title, async () => {
      for (const way of WAYS) {
        const enable = function* (): Conversation {
          yield crlf(answer);
        };
        const played = await play(router({ level: '>', enable, outputs }), { secret: SECRET, way });
        expect(failure(played)?.kind).toBe('enable');
        expect(played.typed).not.toContain(SECRET);
        expect(played.typed.endsWith('enable\r')).toBe(true);
      }
    });
  }

  test('when the greeting asks for it', async () => {
    for (const greeting of [
      '\nPassword:\n',
      '\nPassword: \n',
      '\nenable\nPassword: \n',
      '\nR1>enable\nPassword:\n',
    ]) {
      for (const way of WAYS) {
        const script = router({ greeting, level: '>', outputs });
        const played = await play(script, { secret: SECRET, way });
        expect(summary(played)).toEqual(fine([LINES]));
        expect(played.typed).not.toContain(SECRET);
      }
    }
  });

  for (const answer of ['Password:\n', 'No password: \n', 'Password: required\n']) {
    test(`when a finished line is \`${answer.trim()}\``, async () => {
      const enable = function* (): Conversation {
        yield crlf(answer);
      };
      const played = await play(router({ level: '>', enable, outputs }), { secret: SECRET });
      expect(failure(played)?.kind).toBe('enable');
      expect(played.typed).not.toContain(SECRET);
    });
  }

  test('at a second login behind a greeting that looked like a prompt', async () => {
    const script = function* (): Conversation {
      yield '\r\nSwitch>';
      yield busy(40);
      yield '\r\nUser Access Verification\r\n\r\n';
      for (;;) {
        yield 'Password: ';
        yield* readLine(() => '\r\n');
      }
    };
    const played = await play(script(), { secret: SECRET });
    expect(played.outcome.status).toBe('failed');
    expect(played.typed).not.toContain(SECRET);
  });
});

test('a refusal of `enable` tells what the device said', async () => {
  const enable = function* (): Conversation {
    yield '% Unknown command: enable\r\n';
  };
  const played = await play(router({ level: '>', enable, outputs }), { secret: SECRET });
  expect(failure(played)).toMatchObject({
    kind: 'enable',
    message: 'the device does not take "enable": % Unknown command: enable',
  });
});

describe('without a secret, on request', () => {
  test('`enable` is sent, and is enough where it asks for nothing', async () => {
    const played = await play(router({ level: '>', outputs }), { enable: 'always' });
    expect(summary(played)).toEqual(fine([LINES]));
    expect(played.typed).toContain('enable\r');
  });

  test('a question for the secret ends the device, and nothing is typed at it', async () => {
    for (const way of WAYS) {
      const script = router({ level: '>', enable: asks, outputs });
      const played = await play(script, { enable: 'always', way });
      expect(failure(played)).toMatchObject({
        kind: 'enable',
        message: '"enable" asks for a secret, and none is set: Password:',
      });
      expect(played.typed.endsWith('enable\r')).toBe(true);
    }
  });
});

describe('on a Linux host', () => {
  /** A host with sudo. What is typed while it thinks about a wrong password is echoed in clear. */
  function sudo(before = ''): Conversation {
    let isRoot = false;
    return commandLine({
      greeting: 'Welcome to web1.\n',
      prompt: () => (isRoot ? 'root@web1:/home/netops# ' : 'netops@web1:~$ '),
      answer: (line) => {
        if (line === 'cat it') return LINES;
        if (line !== 'sudo -s') return '';
        return function* (): Conversation {
          yield crlf(before);
          for (let tries = 0; tries < 3; tries++) {
            yield '[sudo] password for netops: ';
            const given = yield* readLine(() => '\r\n');
            isRoot = given === SECRET;
            if (isRoot) return;
            yield busy(2000);
            yield 'Sorry, try again.\r\n';
          }
          yield 'sudo: 3 incorrect password attempts\r\n';
        };
      },
    });
  }
  const commands = ['cat it'];

  test('sudo gets the secret', async () => {
    for (const way of WAYS) {
      for (const before of ['', 'sudo: unable to resolve host web1: Name or service not known\n']) {
        const played = await play(sudo(before), { commands, platform: 'linux', secret: SECRET, way });
        expect(summary(played)).toEqual(fine([LINES]));
        typedAfterSecret(played, SECRET);
      }
    }
  });

  test('a secret that sudo rejects after two seconds is typed once, and nothing after it', async () => {
    for (const way of WAYS) {
      const played = await play(sudo(), { commands, platform: 'linux', secret: 'wrong', way });
      expect(failure(played)).toMatchObject({ kind: 'enable', message: 'the secret was rejected' });
      expect(typedAfterSecret(played, 'wrong')).toBe('');
    }
  });

  test('sudo is not called without a secret, and that is no note', async () => {
    const played = await play(sudo(), { commands, platform: 'linux' });
    expect(summary(played)).toEqual(fine([LINES]));
    expect(played.typed).not.toContain('sudo');
  });

  test('sudo is called without a secret on request, and its question ends the device', async () => {
    const played = await play(sudo(), { commands, platform: 'linux', enable: 'always' });
    expect(failure(played)).toMatchObject({ kind: 'enable' });
    expect(played.typed.endsWith('sudo -s\r')).toBe(true);
  });

  test('sudo that asks for nothing is enough on request', async () => {
    let isRoot = false;
    const script = commandLine({
      greeting: '',
      prompt: () => (isRoot ? 'root@web1:/home/netops# ' : 'netops@web1:~$ '),
      answer: (line) => {
        isRoot ||= line === 'sudo -s';
        return line === 'cat it' ? `root is ${isRoot}\n` : '';
      },
    });
    const played = await play(script, { commands, platform: 'linux', enable: 'always' });
    expect(summary(played)).toEqual(fine(['root is true\n']));
  });

  test("sudo's question is known in other languages", async () => {
    for (const question of [
      '[sudo] пароль для netops: ',
      '[sudo] Mot de passe de netops : ',
      '[sudo: authenticate] Password: ',
    ]) {
      let isRoot = false;
      const script = commandLine({
        greeting: '',
        prompt: () => (isRoot ? 'root@web1:/home/netops# ' : 'netops@web1:~$ '),
        answer: (line) => {
          if (line !== 'sudo -s') return line === 'cat it' ? LINES : '';
          return function* (): Conversation {
            yield question;
            isRoot = (yield* readLine(() => '\r\n')) === SECRET;
          };
        },
      });
      const played = await play(script, { commands, platform: 'linux', secret: SECRET });
      expect(summary(played)).toEqual(fine([LINES]));
    }
  });
});
