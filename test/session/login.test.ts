import { describe, expect, test } from 'vitest';
import { failure, fine, play, summary } from './play.ts';
import {
  busy,
  type Conversation,
  crlf,
  deaf,
  host,
  KEY,
  paged,
  perform,
  type Router,
  router,
  WAYS,
} from './scripted-device.ts';

const LINES = 'first\n  second\n\nlast\n';
const outputs = { 'show it': LINES };

const GREETINGS: Readonly<Record<string, string>> = {
  'no greeting': '',
  'a blank line': '\n',
  'line ends like prompts':
    '\nR1 show run #\nPlease log off>\nrouter7#\nSwitch>\nnever type here #\nSwitch>enable\n',
  'hash signs': '\n######\n#    #\n# R1 #\n#    #\n######\n',
  'the very prompt': '\nR1#\nR1#\nwelcome\n',
  'the prompt of the other level': '\nR1>\nwelcome\n',
  'a prompt of configuration mode': '\nR1(config)#\nwelcome\n',
  'the prompt of another device': '\nR2#\nR3>\nwelcome\n',
  'Password:': '\nPassword:\nPassword: \nnever tell your password:\n',
  'a pager': '\n--More--\n --More-- \nwelcome\n',
  questions: '\nDo you agree? [confirm]\nContinue? [y/n]\nReally?\n',
  'login:': '\nlogin:\nUsername:\nlogin: \n',
  colours: '\n\x1b[1;31mWelcome\x1b[0m\n\x1b]0;R1\x07\n',
  'CR CR LF': '\r\r\nWelcome\r\r\n\r\r\n',
  messages: '\n*Mar  1 00:01:02.003: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up\n',
  'words that look like a refusal': "\n% Invalid input detected at '^' marker.\n",
  'a banner without its line end': '\n### edge> authorised use only # <no> router7# ###',
  'a banner of one word without its line end': '\nWelcome',
  'a line that is cut off by a CR': '\nrouter7#\rWelcome to R1\n',
};

describe('a greeting is no prompt and no output:', () => {
  for (const [title, greeting] of Object.entries(GREETINGS)) {
    for (const way of WAYS) {
      test(`${title}, ${way.title}`, async () => {
        const played = await play(router({ greeting, outputs }), { way });
        expect(summary(played)).toEqual(fine([LINES]));
      });
    }
    test(`${title}, and the session starts at > with a secret`, async () => {
      const played = await play(router({ greeting, outputs, level: '>', enable: asks }), {
        secret: 's3cret',
      });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed.split('s3cret\r')).toHaveLength(2);
    });
  }
});

function* asks(grant: () => void): Conversation {
  yield 'Password: ';
  let secret = '';
  for (let key = yield KEY; key !== '\r'; key = yield KEY) secret += key;
  yield '\r\n';
  if (secret === 's3cret') grant();
}

/** Stops for a while where the greeting looks most like something to answer. */
function* pausing(parts: readonly string[], pauseMs: number, options: Router): Conversation {
  for (const part of parts) {
    yield crlf(part);
    yield busy(pauseMs);
  }
  yield* router({ ...options, greeting: '' });
}

describe('a greeting that comes in pieces is no prompt and no output:', () => {
  const CUTS: readonly (readonly [string, readonly string[]])[] = [
    ['cut behind the prompt of another device', ['\nrouter7#', ' is the old name\n']],
    ['cut behind a name and >', ['\nSwitch>', 'enable\nwelcome\n']],
    ['cut behind the very prompt', ['\nR1#', '\nwelcome\n']],
    ['cut behind the very prompt, twice', ['\nR1#', '\nR1#', '\nwelcome\n']],
    ['cut behind Password:', ['\nPassword: ', '\nwelcome\n']],
    ['cut behind a pager', ['\n --More-- ', '\nwelcome\n']],
    ['cut behind a question', ['\nDo you agree? [confirm]', '\nwelcome\n']],
    ['cut behind a blank line', ['\n\n', 'welcome\n']],
  ];
  for (const [title, parts] of CUTS) {
    for (const pauseMs of [40, 400]) {
      test(`${title}, ${pauseMs} ms apart`, async () => {
        const played = await play(pausing(parts, pauseMs, { outputs }));
        expect(summary(played)).toEqual(fine([LINES]));
      });
      test(`${title}, ${pauseMs} ms apart, and the session starts at > with a secret`, async () => {
        const script = pausing(parts, pauseMs, { outputs, level: '>', enable: asks });
        const played = await play(script, { secret: 's3cret' });
        expect(summary(played)).toEqual(fine([LINES]));
        expect(played.typed.split('s3cret\r')).toHaveLength(2);
      });
    }
  }
});

test('a greeting that is paged before any prompt is paged through', async () => {
  for (const [question, erase] of [
    ['--More--', '\r        \r'],
    ['\x1b[7m--More--\x1b[27m', '\r\x1b[K'],
    [' --More-- ', '\b'.repeat(9) + ' '.repeat(8) + '\b'.repeat(9)],
  ] as const) {
    for (const way of WAYS) {
      const script = function* (): Conversation {
        yield* paged('line\n'.repeat(10), { rows: 3, question, erase });
        yield* router({ outputs, greeting: '' });
      };
      const played = await play(script(), { way });
      expect(summary(played)).toEqual(fine([LINES]));
    }
  }
});

test('a device that prompts only after an Enter is woken up', async () => {
  const script = function* (): Conversation {
    while ((yield KEY) !== '\r');
    yield* router({ outputs });
  };
  expect((await play(script())).outputs).toEqual([LINES]);
});

test('a device that never prompts fails with what it said last', async () => {
  const script = function* (): Conversation {
    yield 'Welcome\r\nloading\r\n';
    yield* deaf();
  };
  const played = await play(script());
  expect(failure(played)).toMatchObject({ kind: 'prompt', awaited: 'the first prompt', lastLine: 'loading' });
  expect(played.endedAtMs).toBe(20_000);
  expect(played.typed.trim()).toBe('');
});

test('a second login inside the shell fails, and nothing is typed at it', async () => {
  const script = function* (): Conversation {
    yield '\r\nUser Access Verification\r\n\r\nPassword: ';
    yield* deaf();
  };
  const played = await play(script(), { secret: 's3cret' });
  expect(failure(played)).toMatchObject({ kind: 'auth', lastLine: 'Password:' });
  expect(played.typed).toBe('');
});

test('a shell that says good-bye at once fails with what it said', async () => {
  const script = function* (): Conversation {
    yield 'This account is currently not available.\r\n';
  };
  const played = await play(script());
  expect(failure(played)).toMatchObject({
    kind: 'closed',
    awaited: 'the first prompt',
    lastLine: 'This account is currently not available.',
  });
  expect(played.typed).toBe('');
});

describe('a refused preparation is a note:', () => {
  for (const way of WAYS) {
    for (const refuses of [
      ['terminal width 511'],
      ['terminal length 0'],
      ['terminal width 511', 'terminal length 0'],
    ]) {
      test(`${refuses.join(' and ')}, ${way.title}`, async () => {
        const played = await play(router({ refuses, outputs }), { way });
        const notes = refuses.map((line) => `"${line}" was refused: % Invalid input detected at '^' marker.`);
        expect(summary(played)).toEqual(fine([LINES], notes));
      });
    }
  }
});

test('a mode that is left by a command without a secret is left', async () => {
  const script = function* (): Conversation {
    yield* router({ outputs, level: '(config)#' });
  };
  const played = await play(script());
  expect(summary(played)).toEqual(fine([LINES]));
  expect(played.typed).toContain('end\r');
});

describe('on a Linux host', () => {
  const FANCY = (() => {
    let second = 57;
    return () => {
      second++;
      const clock = `11:${50 + Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`;
      return `\x1b[?2004h\x1b[1;32m┌─[${clock}]─[netops@fancy6]─[~]\r\r\n\x1b[1;34m└─$\x1b[0m `;
    };
  })();
  let count = 8;
  let prompts = 0;
  const PROMPTS: Readonly<Record<string, () => string>> = {
    bash: () => 'netops@web1:~$ ',
    'bash on vt100': () => '\x1b[?2004hnetops@web1:~$ ',
    'bash on xterm': () => '\x1b[?2004h\x1b]0;netops@web1: ~\x07netops@web1:~$ ',
    'busybox with a cursor query': () => '~ $ \x1b[6n',
    dash: () => '$ ',
    root: () => 'root@web1:~# ',
    brackets: () => '[netops@db1 ~]$ ',
    'two lines, colours and a clock': FANCY,
    'two lines': () => '\r\nnetops@web1 ~/work\r\n$ ',
    'a clock': clock(),
    'a clock that stands still during the login': () => `[12:0${++prompts % 6 < 3 ? 0 : 1}] netops@web1:~$ `,
    'a counter that gets longer': () => `${++count} netops@web1$ `,
    'a percent sign': () => 'web1% ',
  };
  for (const [title, prompt] of Object.entries(PROMPTS)) {
    for (const way of WAYS) {
      test(`the prompt is learned: ${title}, ${way.title}`, async () => {
        const shown = { 'cat it': LINES, 'uname -n': 'web1\n', 'printf 42': '42' };
        const commands = ['cat it', 'uname -n', 'printf 42', 'cat it'];
        const played = await play(host({ prompt, outputs: shown }), { commands, way, platform: 'linux' });
        expect(summary(played)).toEqual(fine([LINES, 'web1\n', '42', LINES]));
      });
    }
  }

  function clock(): () => string {
    let minute = 58;
    return () => {
      minute++;
      return `[${11 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}] netops@web1:~$ `;
    };
  }

  test('a message of the day is no prompt and no output', async () => {
    const greeting =
      '# motd: router1# show run  <- not a prompt\nSwitch>enable\n' +
      'user@host:~$ this line ends like a prompt #\nPassword:\n --More-- \n### end >\n';
    for (const way of WAYS) {
      const script = host({ greeting, outputs: { 'cat it': LINES } });
      const played = await play(script, { commands: ['cat it'], way, platform: 'linux' });
      expect(summary(played)).toEqual(fine([LINES]));
    }
  });

  test('a directory change that changes the prompt is followed', async () => {
    let folder = '~';
    const cd = (to: string) =>
      function* (): Conversation {
        folder = to;
        yield* perform('');
      };
    const script = host({
      prompt: () => `netops@web1:${folder}$ `,
      outputs: { 'cd /tmp': cd('/tmp'), 'cat it': LINES, 'cd /var': cd('/var') },
    });
    const commands = ['cd /tmp', 'cat it', 'cd /var', 'cat it'];
    const played = await play(script, { commands, platform: 'linux' });
    expect(summary(played)).toEqual(fine(['', LINES, '', LINES]));
  });
});
