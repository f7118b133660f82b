import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../src/lab/behaviour.ts';
import { ENABLE, END, onLab, PREPARE } from './on-lab.ts';

/** Blank lines at both ends, blanks at a line's end, a TAB, what looks like a prompt, UTF-8 and what is no UTF-8. */
const OUTPUT = `\nInterface\tup  \nR9#\nR9>\nçé€ up   \n${'x'.repeat(600)}\n\n`;
const TWO_PAGES = Array.from({ length: 40 }, (_, line) => `line ${line}${' '.repeat(line % 12)}\n`).join('');
const LONG_NAME = 'a/long-name-'.repeat(50);
const files = new Map<string, string | Uint8Array>([
  ['it', OUTPUT],
  ['pages', TWO_PAGES],
  ['none', ''],
  [LONG_NAME, OUTPUT],
]);
const COMMANDS = ['show file it', 'show file none', 'show file pages', 'show privilege'];
const OUTPUTS = [OUTPUT, '', TWO_PAGES, 'Current privilege level is 15\n'];

type Case = readonly [title: string, behaviour: Partial<Behaviour>];

const MOTD = Array.from(
  { length: 60 },
  (_, line) => `rule ${line}: no access R1#\nPassword:\n --More-- R1>\n`,
);

const CASES: readonly Case[] = [
  ['nothing', {}],
  ['a login in privileged mode', { privilege: 'at-login' }],
  ['enable for nothing', { privilege: 'for-nothing' }],
  ['keyboard-interactive alone', { authentication: 'keyboard-interactive' }],
  ['a banner before the login', { authenticationBanner: 'R1#\nPassword: \n --More-- \nR1>' }],
  ['a greeting full of prompts and questions', { motd: MOTD.join('') }],
  ['a greeting without a line end', { motd: 'Authorized use only' }],
  ['a greeting that is paged before there is a prompt', { greeting: 'paged', motd: MOTD.join('') }],
  ['a pager', { pagingCommand: 'refused' }],
  ['a pager at every line', { pagingCommand: 'refused', pageRows: 2 }],
  ['no echo but the line end', { echo: 'line-end' }],
  ['every line echoed twice', { echo: 'twice' }],
  ['a clock in the prompt', { promptPrefix: '{time}.{count}-' }],
  ['a clock above the prompt', { promptPrefix: '[{time}]\n' }],
  ['a blank behind the prompt', { promptSuffix: ' ' }],
  ['a coloured prompt', { promptStyle: 'ansi' }],
  ['LF as good as CR', { lineFeed: 'enter' }],
  ['LF ignored', { lineFeed: 'ignored' }],
  ['an answer that takes its time', { replyDelayMs: 120 }],
  ['a long way', { rttMs: 60 }],
];

const CHUNKS = ['whole', 'byte', 'random'] as const;

describe.each(CHUNKS)('sent %s, outputs come back byte for byte from a device with', (chunk) => {
  test.each(CASES)('%s', async (_, behaviour) => {
    const ran = await onLab({ commands: COMMANDS, behaviour: { ...behaviour, chunk, files } });
    expect(ran.failure).toBe(undefined);
    expect(ran.outcome.status).toBe('ok');
    expect(ran.outputs).toEqual(OUTPUTS);
    expect(ran.counters).toMatchObject({ loginsRejected: 0, enableRejections: 0, secretLeaks: 0 });
    expect(ran.typed.join('')).not.toContain('\n');
  });
});

test('nothing but the preparation, the commands, one empty line and the logout is typed, each line once', async () => {
  const { typed } = await onLab({ commands: COMMANDS, behaviour: { files, lineFeed: 'enter' } });
  expect(typed).toEqual([`${ENABLE}${COMMANDS.join('\r')}\r${END}`]);
});

test('a device that echoes nothing at all gives its outputs', async () => {
  const behaviour = { echo: 'none', privilege: 'at-login', files } as const;
  // Without any echo an empty line at the start of an output cannot be told from the end of the line that was typed.
  const ran = await onLab({ commands: COMMANDS.slice(2), behaviour });
  expect(ran.failure).toBe(undefined);
  expect(ran.outputs).toEqual(OUTPUTS.slice(2));
});

describe('an echo that reaches the edge is no output:', () => {
  test.each([
    { style: 'line-feed', column: 511 },
    { style: 'space-return', column: 511 },
    { style: 'scroll', column: 511 },
    { style: 'line-feed', column: 80 },
    { style: 'space-return', column: 80 },
    { style: 'scroll', column: 80 },
  ] as const)('$style at column $column', async (wrapEcho) => {
    const command = `show file ${LONG_NAME}`;
    const ran = await onLab({ commands: ['show privilege', command], behaviour: { wrapEcho, files } });
    expect(ran.failure).toBe(undefined);
    expect(ran.outputs).toEqual(['Current privilege level is 15\n', OUTPUT]);
  });
});

describe('a prompt of two lines is no output', () => {
  test.each(['cisco_ios', 'linux'] as const)('on %s', async (platform) => {
    const behaviour = { promptPrefix: '[{time}] ({count})\n', files } as const;
    const command = platform === 'linux' ? 'cat it' : 'show file it';
    const ran = await onLab({ commands: [command, command], behaviour, device: { platform } });
    expect(ran.failure).toBe(undefined);
    expect(ran.outputs).toEqual([OUTPUT, OUTPUT]);
  });
});

test('the help of `?` is an output, sent without Enter, and the line is taken back', async () => {
  const { outcome, outputs, typed } = await onLab({
    commands: ['show ip ?', 'show privilege'],
    behaviour: { privilege: 'at-login' },
  });
  expect(outcome.status).toBe('ok');
  expect(outputs[0]).toMatch(/^ {2}interface +IP/m);
  expect(outputs[0]).not.toContain('R1#');
  expect(outputs[1]).toBe('Current privilege level is 15\n');
  expect(typed).toEqual([`${PREPARE}show ip ?\x15show privilege\r${END}`]);
});

const CODES = {
  'iso-8859-7': [0xe1, 0xe2, 0xf9],
  latin1: [0xe4, 0xfc, 0xe9],
  cp1251: [0xcf, 0xf0, 0xe8],
};
const TEXTS = { 'iso-8859-7': 'αβω', latin1: 'äüé', cp1251: 'При' };

test.each(['iso-8859-7', 'latin1', 'cp1251'] as const)(
  'what a device prints in %s is read',
  async (encoding) => {
    const text = [...CODES[encoding], 0x0a];
    const stored = new Map([['it', Uint8Array.from(text)]]);
    const behaviour = { files: stored, chunk: 'byte' } as const;
    const ran = await onLab({ commands: ['show file it'], behaviour, device: { encoding } });
    expect(ran.outputs).toEqual([`${TEXTS[encoding]}\n`]);
  },
);

test('what is no UTF-8 is replaced', async () => {
  const stored = new Map([['it', Uint8Array.from([0x61, 0xe9, 0x20, 0xe2, 0x82, 0x0a])]]);
  const ran = await onLab({ commands: ['show file it'], behaviour: { files: stored, chunk: 'byte' } });
  expect(ran.outputs).toEqual(['a\ufffd \ufffd\n']);
});

test.each(CHUNKS)(
  'a Linux host whose greeting looks like the prompt of root is asked for root: %s',
  async (chunk) => {
    const ran = await onLab({
      commands: ['id -u', 'whoami'],
      behaviour: { chunk },
      device: { platform: 'linux' },
    });
    expect(ran.outputs.at(-1)).toBe('root\n');
    expect(ran.counters).toMatchObject({ enableAttempts: 1, enableRejections: 0 });
  },
);

test('blanks at the end of a line behind a page stay', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, count) => `${'x'.repeat(count % 13)}${' '.repeat(count % 11)}\n`,
  );
  const stored = new Map([['it', lines.join('')]]);
  for (const pageRows of [2, 3, 7]) {
    const behaviour = { files: stored, pageRows, pagingCommand: 'refused' } as const;
    const ran = await onLab({ commands: ['show file it'], behaviour });
    expect(ran.outputs).toEqual([lines.join('')]);
  }
});
