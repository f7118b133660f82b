import { describe, expect, test } from 'vitest';
import { failure, type Played, play } from './play.ts';
import { busy, type Conversation, deaf, host, KEY, router, WAYS } from './scripted-device.ts';

/** Nothing was typed after the command, and no logout. */
function expectNothingTypedAfter({ typed }: Played, command: string): void {
  expect(typed.endsWith(`${command}\r`)).toBe(true);
}

describe('a question that nobody answers ends the device:', () => {
  for (const question of [
    'Proceed with reload? [confirm]',
    'Destination filename [startup-config]? ',
    'System configuration has been modified. Save? [yes/no]: ',
    'Delete flash:it? [y/n]',
    'Are you sure (y/n) ',
    'Overwrite the previous configuration?',
    'New Password: ',
    'Username: ',
  ]) {
    test(question, async () => {
      for (const way of WAYS) {
        const outputs = {
          *reload(): Conversation {
            yield `about to reload\r\n${question}`;
            yield* deaf();
          },
        };
        const played = await play(router({ outputs }), { commands: ['reload', 'show it'], way });
        expect(failure(played)).toMatchObject({
          kind: 'question',
          message: `the device asks: ${question.trim()}`,
          lastLine: question.trim(),
        });
        expect(played.replies).toMatchObject([
          { command: 'reload', status: 'partial', output: `about to reload\n${question}` },
        ]);
        expectNothingTypedAfter(played, 'reload');
      }
    });
  }

  test('at once after the echo of a command that was typed ahead', async () => {
    const outputs = {
      *ping(): Conversation {
        yield 'Protocol [ip]?';
        yield* deaf();
      },
    };
    const played = await play(router({ outputs }), { commands: ['ping', 'show it'] });
    expect(failure(played)).toMatchObject({ kind: 'question', message: 'the device asks: Protocol [ip]?' });
    expectNothingTypedAfter(played, 'ping');
  });

  test('on a Linux host', async () => {
    const outputs = {
      *'rm -i it'(): Conversation {
        yield 'remove it? [y/n] ';
        yield* deaf();
      },
    };
    const played = await play(host({ outputs }), { commands: ['rm -i it'], platform: 'linux' });
    expect(failure(played)).toMatchObject({ kind: 'question' });
    expectNothingTypedAfter(played, 'rm -i it');
  });

  test('half a second after it came', async () => {
    const outputs = {
      *reload(): Conversation {
        yield 'Proceed with reload? [confirm]';
        yield* deaf();
      },
    };
    expect((await play(router({ outputs }), { commands: ['reload'] })).endedAtMs).toBe(500);
  });
});

test('a line that looks like a question for a moment is none', async () => {
  const outputs = {
    *'show it'(): Conversation {
      yield 'What is this?';
      yield busy(450);
      yield ' An output.\r\nUsername: ';
      yield busy(450);
      yield 'me\r\n';
    },
  };
  const played = await play(router({ outputs }));
  expect(played.outcome.status).toBe('ok');
  expect(played.outputs).toEqual(['What is this? An output.\nUsername: me\n']);
});

const HALF = 'first\r\nsecond\r\nthi';
const PARTIAL = [{ command: 'show it', status: 'partial', output: 'first\nsecond\nthi' }];

describe('what had arrived is kept, and nothing is typed any more, when', () => {
  for (const way of WAYS.filter(({ gapMs }) => gapMs === 0)) {
    test(`the device falls silent, ${way.title}`, async () => {
      const outputs = {
        *'show it'(): Conversation {
          yield HALF;
          yield* deaf();
        },
      };
      const played = await play(router({ outputs }), { commands: ['show it', 'show clock'], way });
      expect(failure(played)).toMatchObject({
        kind: 'timeout',
        message: 'nothing came for 10 s',
        awaited: 'the prompt R1#',
        lastLine: 'thi',
      });
      expect(played.replies).toMatchObject(PARTIAL);
      expect(played.endedAtMs).toBe(10_000);
      expectNothingTypedAfter(played, 'show it');
    });

    test(`the device hangs up, ${way.title}`, async () => {
      const script = function* (): Conversation {
        yield '\r\nR1#';
        for (const line of ['terminal width 511', 'terminal length 0', 'show it']) {
          for (let key = yield KEY; key !== '\r'; key = yield KEY) yield key;
          yield line === 'show it' ? '\r\n' : '\r\nR1#';
        }
        yield HALF;
      };
      const played = await play(script(), { commands: ['show it', 'show clock'], way });
      expect(failure(played)).toMatchObject({ kind: 'closed', awaited: 'the prompt R1#', lastLine: 'thi' });
      expect(played.replies).toMatchObject(PARTIAL);
      expectNothingTypedAfter(played, 'show it');
    });

    test(`the run is cancelled, ${way.title}`, async () => {
      const outputs = {
        *'show it'(): Conversation {
          yield HALF;
          yield* deaf();
        },
      };
      const options = { commands: ['show it', 'show clock'], way, cancelAtMs: 3000 };
      const played = await play(router({ outputs }), options);
      expect(played.outcome.status).toBe('cancelled');
      expect(played.replies).toMatchObject(PARTIAL);
      expect(played.endedAtMs).toBe(3000);
      expectNothingTypedAfter(played, 'show it');
    });
  }

  test('the device sends a byte a second', async () => {
    const outputs = {
      *'show it'(): Conversation {
        for (;;) {
          yield 'x';
          yield busy(1000);
        }
      },
    };
    const played = await play(router({ outputs }), { commands: ['show it', 'show clock'] });
    expect(failure(played)).toMatchObject({
      kind: 'timeout',
      message: 'the device was not done within 60 s',
    });
    expect(played.replies).toMatchObject([
      { status: 'partial', output: expect.stringMatching(/^x{60,61}$/) },
    ]);
    expect(played.endedAtMs).toBe(60_000);
    expectNothingTypedAfter(played, 'show it');
  });

  test('the device never stops talking', async () => {
    const outputs = {
      *'show it'(): Conversation {
        for (;;) {
          yield 'line\r\n'.repeat(100);
          yield busy(100);
        }
      },
    };
    const played = await play(router({ outputs }), { commands: ['show it', 'show clock'] });
    expect(failure(played)).toMatchObject({ kind: 'timeout', lastLine: 'line' });
    expect(played.endedAtMs).toBe(60_000);
    expect(played.replies).toMatchObject([
      { status: 'partial', output: expect.stringMatching(/^(?:line\n){60000,60100}$/) },
    ]);
    expectNothingTypedAfter(played, 'show it');
  });

  test('the device shows its prompt without end', async () => {
    const outputs = {
      *'show it'(): Conversation {
        for (;;) {
          yield 'R1#';
          yield busy(100);
          yield '\r\n';
        }
      },
    };
    const played = await play(router({ outputs }));
    expect(failure(played)).toMatchObject({ kind: 'timeout' });
    expect(played.endedAtMs).toBe(60_000);
    expect(played.typed.length).toBeLessThan(200);
  });
});

describe('replies that were complete are kept when', () => {
  const outputs = {
    'show clock': '12:00:00\n',
    *'show it'(): Conversation {
      yield HALF;
      yield* deaf();
    },
  };
  for (const [title, options] of [
    ['a later command gets no end', {}],
    ['the run is cancelled during a later command', { cancelAtMs: 1000 }],
  ] as const) {
    test(title, async () => {
      const played = await play(router({ outputs }), {
        commands: ['show clock', 'show it', 'x'],
        ...options,
      });
      expect(played.replies).toMatchObject([
        { command: 'show clock', status: 'ok', output: '12:00:00\n' },
        ...PARTIAL,
      ]);
    });
  }
});

test('data restarts the time without data, but not the time of the device', async () => {
  const outputs = {
    *'show it'(): Conversation {
      for (let i = 0; i < 5; i++) {
        yield busy(9000);
        yield `${i}\r\n`;
      }
    },
  };
  const played = await play(router({ outputs }));
  expect(played.outcome.status).toBe('ok');
  expect(played.outputs).toEqual(['0\n1\n2\n3\n4\n']);
});

test('a run that is cancelled before it began opens nothing', async () => {
  const played = await play(router(), { cancelAtMs: 0 });
  expect(played.outcome).toMatchObject({ status: 'cancelled', attempts: 0 });
  expect(played.replies).toEqual([]);
  expect(played.typed).toBe('');
});

test('an idle device that hangs up behind its prompt is closed', async () => {
  const script = function* (): Conversation {
    yield '\r\nidle8>';
    yield busy(100);
    yield '\r\nVty connection is timed out.\r\n';
  };
  const played = await play(script());
  expect(failure(played)).toMatchObject({ kind: 'closed', lastLine: 'Vty connection is timed out.' });
});

describe('it is known whether the device may be tried again without harm', () => {
  /** Takes so many lines, and hangs up in the answer to the next. */
  function* hangsUp(lines: number): Conversation {
    yield '\r\nR1#';
    for (let line = 0; line <= lines; line++) {
      for (let key = yield KEY; key !== '\r'; key = yield KEY) yield key;
      yield line < lines ? '\r\nR1#' : '\r\nhalf of it';
    }
  }
  const OPENING = 2;

  for (const [title, commands, retry] of [
    ['where every command only reads', ['show it', 'show clock'], 'read-only-broken-off'],
    ['not where one may change something', ['show it', 'clear counters'], undefined],
    ['not where an output goes to a file there', ['show it | redirect flash:it'], undefined],
  ] as const) {
    test(title, async () => {
      const played = await play(hangsUp(OPENING), { commands });
      expect(failure(played)).toMatchObject({ kind: 'closed' });
      expect(failure(played)?.retry).toBe(retry);
    });
  }

  test('not before the login is through', async () => {
    const script = function* (): Conversation {
      yield '\r\nR1>';
    };
    expect(failure(await play(script()))).toMatchObject({ kind: 'closed' });
    expect(failure(await play(script()))?.retry).toBeUndefined();
  });

  test('not where nothing came for too long', async () => {
    const outputs = { 'show it': deaf };
    expect(failure(await play(router({ outputs })))?.retry).toBeUndefined();
  });
});
