import { describe, expect, test } from 'vitest';
import { fine, play, summary } from './play.ts';
import { busy, type Conversation, crlf, type Router, router, WAYS } from './scripted-device.ts';

const SYSLOG = '*Mar  1 00:01:02.003: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up\n';
const LINES = 'first\n  second\n\nlast\n';

/** Prints parts of an output, and lets the network rest between them. */
const inParts = (...parts: readonly string[]) =>
  function* output(): Conversation {
    for (const [at, part] of parts.entries()) {
      if (at > 0) yield busy(100);
      yield crlf(part);
    }
  };

type Case = { readonly title: string; readonly router: Router; readonly output: string };

const shows = (output: string): Router => ({ outputs: { 'show it': output } });
const showsParts = (...parts: readonly string[]): Router => ({ outputs: { 'show it': inParts(...parts) } });

const OUTPUTS: readonly Case[] = [
  { title: 'an output of several lines', router: shows(LINES), output: LINES },
  { title: 'an empty output', router: shows(''), output: '' },
  { title: 'blank lines alone', router: shows('\n\n\n'), output: '\n\n\n' },
  { title: 'one blank line', router: shows('\n'), output: '\n' },
  {
    title: 'TABs and trailing spaces',
    router: shows('\ta\tb  \n   \nend   \n'),
    output: '\ta\tb  \n   \nend   \n',
  },
  { title: 'an output that does not end its last line', router: shows('a\nb'), output: 'a\nb' },
  { title: 'an output of one unended line', router: shows('42'), output: '42' },
  { title: 'an output that ends in blanks without a line end', router: shows('a\nb  '), output: 'a\nb  ' },
  {
    title: 'an output that repeats the command',
    router: shows('show it\nR1# show it\n  show it\n'),
    output: 'show it\nR1# show it\n  show it\n',
  },
  { title: 'an output that is the command', router: shows('show it\n'), output: 'show it\n' },
  { title: 'a prompt that ends in a blank', router: { ...shows(LINES), promptEnd: ' ' }, output: LINES },
  { title: 'colours around the prompt', router: { ...shows(LINES), promptEnd: '\x1b[0m ' }, output: LINES },
  {
    title: 'a cursor query behind the prompt',
    router: { ...shows(LINES), promptEnd: ' \x1b[6n' },
    output: LINES,
  },
  {
    title: 'a long host name',
    router: { ...shows(LINES), name: 'ams-dc2-core-router-01.example.net' },
    output: LINES,
  },
  { title: 'the prompt as a line', router: shows('a\nR1#\nb\n'), output: 'a\nR1#\nb\n' },
  {
    title: 'the prompt as a line, and a pause right after it',
    router: showsParts('a\nR1#', '\nb\n'),
    output: 'a\nR1#\nb\n',
  },
  {
    title: 'the prompt as the first line, and a pause right after it',
    router: showsParts('R1#', '\nb\n'),
    output: 'R1#\nb\n',
  },
  {
    title: 'the prompt as two lines, and a pause after each',
    router: showsParts('a\nR1#', '\nR1#', '\nb\n'),
    output: 'a\nR1#\nR1#\nb\n',
  },
  {
    title: 'the prompt as the last line, and a pause right after it',
    router: showsParts('a\nR1#', '\n'),
    output: 'a\nR1#\n',
  },
  {
    title: 'the prompt as the last two lines, and a pause after each',
    router: showsParts('a\nR1#', '\nR1#', '\n'),
    output: 'a\nR1#\nR1#\n',
  },
  { title: 'the prompt as the last line without a pause', router: shows('a\nR1#\n'), output: 'a\nR1#\n' },
  { title: 'the prompt as the only line', router: shows('R1#\n'), output: 'R1#\n' },
  { title: 'the prompt at the start of an unended last line', router: shows('a\nR1#'), output: 'a\nR1#' },
  {
    title: 'the prompt and a command as a line',
    router: shows('a\nR1#show clock\nb\n'),
    output: 'a\nR1#show clock\nb\n',
  },
  {
    title: 'the prompt and a command, and a pause between them',
    router: showsParts('a\nR1#', 'show clock\nb\n'),
    output: 'a\nR1#show clock\nb\n',
  },
  {
    title: 'the prompt and the same command as a line',
    router: showsParts('a\nR1#', 'show it\nb\n'),
    output: 'a\nR1#show it\nb\n',
  },
  {
    title: 'the prompt, blank lines, and a pause after each',
    router: showsParts('a\nR1#', '\n', '\n', 'b\n'),
    output: 'a\nR1#\n\nb\n',
  },
  {
    title: 'the prompt of the same device in another mode as a line',
    router: showsParts('a\nR1>', '\nb\nR1(config)#', '\nc\n'),
    output: 'a\nR1>\nb\nR1(config)#\nc\n',
  },
  {
    title: 'the prompt of another device as a line',
    router: showsParts('a\nR2#', '\nb\n'),
    output: 'a\nR2#\nb\n',
  },
  { title: 'a message in the middle', router: shows(`a\n${SYSLOG}b\n`), output: `a\n${SYSLOG}b\n` },
  {
    title: 'a message after the prompt as a line',
    router: showsParts('a\nR1#', `\n${SYSLOG}b\n`),
    output: `a\nR1#\n${SYSLOG}b\n`,
  },
  {
    title: 'a pause of 400 ms in every line',
    router: { outputs: { 'show it': slowly('a: #\nb: >\nWhat now?\nPassword:\n') } },
    output: 'a: #\nb: >\nWhat now?\nPassword:\n',
  },
];

/** Stops for 400 ms at every line end. */
function slowly(text: string) {
  return function* output(): Conversation {
    for (const line of text.split('\n').slice(0, -1)) {
      yield line;
      yield busy(400);
      yield '\r\n';
    }
  };
}

describe('exactly what the device printed is the output:', () => {
  for (const { title, router: scripted, output } of OUTPUTS) {
    for (const way of WAYS) {
      test(`${title}, ${way.title}`, async () => {
        const played = await play(router(scripted), { way });
        expect(summary(played)).toEqual(fine([output]));
      });
    }
    test(`${title}, with other commands before and after`, async () => {
      const outputs = { ...scripted.outputs, 'show clock': '12:00:00\n', 'show users': 'me\n' };
      const commands = ['show clock', 'show it', 'show users', 'show it'];
      const played = await play(router({ ...scripted, outputs }), { commands });
      expect(summary(played)).toEqual(fine(['12:00:00\n', output, 'me\n', output]));
    });
  }
});

/** Messages that come behind the prompt after a command. */
const messages = (
  text: string,
  { pauseMs, isRepeated }: { pauseMs: number; isRepeated: boolean },
): Router => ({
  outputs: { 'show it': LINES, 'show clock': '12:00:00\n' },
  *behindPrompt(line) {
    if (!line.startsWith('show')) return;
    if (pauseMs > 0) yield busy(pauseMs);
    yield crlf(`\n${text}${isRepeated ? 'R1#' : ''}`);
  },
});

describe('messages behind the prompt are no output:', () => {
  for (const [count, text] of [
    ['one message', SYSLOG],
    ['three messages', SYSLOG.repeat(3)],
    ['a message with a blank line before it', `\n${SYSLOG}`],
  ] as const) {
    for (const isRepeated of [true, false]) {
      for (const pauseMs of [0, 40, 700]) {
        for (const way of WAYS) {
          const prompt = isRepeated ? 'the prompt comes again' : 'the prompt does not come again';
          test(`${count} after ${pauseMs} ms, ${prompt}, ${way.title}`, async () => {
            const commands = ['show it', 'show clock', 'show it'];
            const played = await play(router(messages(text, { isRepeated, pauseMs })), { commands, way });
            expect(summary(played)).toEqual(fine([LINES, '12:00:00\n', LINES]));
          });
        }
      }
    }
  }
});

const LONG = 'show ip bgp vpnv4 vrf customer-with-a-long-name neighbors 192.0.2.254 advertised-routes';
const columns = 511;
const WRAPPED = `show it | include ${'0123456789abcdef'.repeat(40)}`;

describe('an echo of any kind is no output:', () => {
  const ECHOES: readonly { title: string; command: string; echo: (line: string) => string }[] = [
    { title: 'wrapped by SPACE CR', command: WRAPPED, echo: (line) => wrap(line, (next) => ` \r${next}`) },
    {
      title: 'wrapped by repeating a character',
      command: WRAPPED,
      echo: (line) => wrap(line, (next) => `${next}\r${next}`),
    },
    { title: 'wrapped by CR LF', command: WRAPPED, echo: (line) => wrap(line, (next) => `\r\n${next}`) },
    {
      title: 'scrolled behind the prompt',
      command: LONG,
      echo: (line) =>
        line.length > 60
          ? `${line.slice(0, 60)}${'\b'.repeat(60)}$${line.slice(-55)}     ${'\b'.repeat(4)}\r\n`
          : `${line}\r\n`,
    },
    {
      title: 'scrolled over the prompt',
      command: LONG,
      echo: (line) => (line.length > 60 ? `${line}\r<${line.slice(-70)}\x1b[K\r\n` : `${line}\r\n`),
    },
    { title: 'drawn again after the prompt', command: LONG, echo: (line) => `${line}\r\x1b[KR1#${line}\r\n` },
    {
      title: 'doubled',
      command: LONG,
      echo: (line) => (line.trim() ? `${line}\r\n${line}\r\n` : `${line}\r\n`),
    },
    { title: 'doubled with the prompt', command: LONG, echo: (line) => `${line}\r\nR1#${line}\r\n` },
    { title: 'absent, with its line end', command: LONG, echo: () => '\r\n' },
    { title: 'absent', command: LONG, echo: () => '' },
  ];
  for (const { title, command, echo } of ECHOES) {
    for (const way of WAYS) {
      test(`${title}, ${way.title}`, async () => {
        const outputs = { [command]: LINES, 'show clock': '12:00:00\n' };
        const commands = [command, 'show clock', command];
        const played = await play(router({ outputs, echo }), { commands, way });
        expect(summary(played)).toEqual(fine([LINES, '12:00:00\n', LINES]));
      });
    }
  }
});

/** The echo of a line behind `R1#` on a screen of limited width. */
function wrap(line: string, around: (next: string) => string): string {
  let shown = line.slice(0, columns - 'R1#'.length);
  for (let at = shown.length; at < line.length; at += columns) {
    shown += around(line[at] ?? '') + line.slice(at + 1, at + columns);
  }
  return `${shown}\r\n`;
}

test('characters of the encoding of the device are read', async () => {
  const output = function* (): Conversation {
    yield Buffer.from([0xca, 0xe8, 0xbf, 0xe2, 0x0d, 0x0a]);
  };
  for (const way of WAYS) {
    const played = await play(router({ outputs: { 'show it': output } }), { way, encoding: 'windows-1251' });
    expect(played.outputs).toEqual(['Київ\n']);
  }
});

test('a long output arrives whole', async () => {
  const output = Array.from({ length: 50_000 }, (_, i) => `${i} ${'x'.repeat(i % 80)}\n`).join('');
  const played = await play(router({ outputs: { 'show it': output } }));
  expect(played.outputs).toEqual([output]);
});

test('the time of a reply ends with its last byte, not with what proves it', async () => {
  const slow = function* (): Conversation {
    yield busy(300);
    yield crlf(LINES);
  };
  const played = await play(router({ outputs: { 'show it': slow } }));
  expect(played.replies).toMatchObject([{ durationMs: 300 }]);
  expect(played.outcome.durationMs).toBe(300);
});

test('a command that leads to another mode costs no silence and no time below nought', async () => {
  for (const way of WAYS) {
    const played = await play(router({}), { commands: ['configure terminal'], way });
    expect(played.outcome.status).toBe('ok');
    expect(played.replies[0]?.durationMs).toBeGreaterThanOrEqual(0);
    expect(played.outcome.durationMs).toBeGreaterThanOrEqual(0);
    expect(played.endedAtMs).toBeLessThan((await play(router({}), { way })).endedAtMs + 500);
  }
});
