import { describe, expect, test } from 'vitest';
import { ciscoIos } from '../../src/platforms/cisco-ios.ts';
import { Terminal } from '../../src/session/terminal.ts';
import { WAYS, type Way } from './scripted-device.ts';

const isPager = ciscoIos.pagers[0]?.pattern ?? /^$/;

type Shown = { readonly lines: readonly string[]; readonly tail: string };

/** What a terminal shows of pieces that arrive one after the other. */
function show(pieces: readonly Buffer[], options: { columns?: number; encoding?: string } = {}): Shown {
  const lines: string[] = [];
  const { columns = 511, encoding = 'utf-8' } = options;
  const terminal = new Terminal(
    { columns, encoding, isPager: (line) => isPager.test(line) },
    { line: (line) => lines.push(line), pagerAnswered: () => {} },
  );
  for (const piece of pieces) terminal.feed(piece);
  return { lines, tail: terminal.tail };
}

/** The bytes whole, byte by byte, and cut in two at every place. */
function everyCut(bytes: Buffer): readonly (readonly Buffer[])[] {
  const inTwo = Array.from(bytes, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)]);
  return [[bytes], Array.from(bytes, (byte) => Buffer.of(byte)), ...inTwo];
}

type Case = {
  readonly title: string;
  readonly input: string | Buffer;
  readonly lines?: readonly string[];
  readonly tail?: string;
  readonly columns?: number;
  readonly encoding?: string;
};

const ESC = '\x1b';

const CASES: readonly Case[] = [
  { title: 'CR LF ends a line', input: 'a\r\nb\r\n', lines: ['a', 'b'] },
  { title: 'LF alone ends a line', input: 'a\nb\n', lines: ['a', 'b'] },
  { title: 'CR CR LF ends one line', input: 'a\r\r\nb\r\r\n', lines: ['a', 'b'] },
  { title: 'LF CR ends one line', input: 'a\n\rb\n\r', lines: ['a', 'b'] },
  { title: 'many CRs before a LF end one line', input: 'a\r\r\r\r\nb', lines: ['a'], tail: 'b' },
  { title: 'blank lines stay', input: '\r\n\r\na\r\n\r\n', lines: ['', '', 'a', ''] },
  { title: 'a lone CR writes over the line', input: '10%\r100%\r\n', lines: ['100%'] },
  { title: 'a lone CR leaves what is not written over', input: 'abcdef\rxy\r\n', lines: ['xycdef'] },
  { title: 'a lone CR at the end erases nothing', input: 'abc\r', tail: 'abc' },
  { title: 'a backspace writes over one character', input: 'abc\bd\r\n', lines: ['abd'] },
  { title: 'backspaces stop at the start of the line', input: 'ab\b\b\b\b\bxy\r\n', lines: ['xy'] },
  { title: 'BS SPACE BS takes a character back', input: 'abc\b \b\r\n', lines: ['ab'] },
  { title: 'TABs stay', input: '\ta\tb\t\r\n', lines: ['\ta\tb\t'] },
  { title: 'trailing spaces stay', input: 'a  \r\n   \r\n', lines: ['a  ', '   '] },
  { title: 'trailing spaces of the unfinished line stay', input: 'R1# ', tail: 'R1# ' },
  { title: 'NUL, BEL and DEL are dropped', input: '\0a\0\x07b\x7f\0\r\0\n', lines: ['ab'] },
  { title: 'a NUL between CR and LF changes no line end', input: 'abc\r\0\nd', lines: ['abc'], tail: 'd' },
  {
    title: 'vertical TABs, shifts and other controls are dropped',
    input: 'a\x0e\x0f\x05b\r\n',
    lines: ['ab'],
  },
  {
    title: 'colours are dropped',
    input: `${ESC}[1;31mred${ESC}[0m and ${ESC}[38;5;247mgrey${ESC}[m\r\n`,
    lines: ['red and grey'],
  },
  { title: 'modes are dropped', input: `${ESC}[?2004hR1#${ESC}[?2004l${ESC}[?25h`, tail: 'R1#' },
  { title: 'a query after the prompt is dropped', input: `~ $ ${ESC}[6n`, tail: '~ $ ' },
  {
    title: 'a window title ended by BEL is dropped',
    input: `${ESC}]0;me@web1: ~\x07me@web1:~$ `,
    tail: 'me@web1:~$ ',
  },
  { title: 'a window title ended by ST is dropped', input: `${ESC}]2;R1${ESC}\\R1#`, tail: 'R1#' },
  { title: 'a device control string is dropped', input: `a${ESC}P1$r0m${ESC}\\b`, tail: 'ab' },
  { title: 'an application command is dropped', input: `a${ESC}_hidden${ESC}\\b`, tail: 'ab' },
  {
    title: 'character set and keypad sequences are dropped',
    input: `${ESC}(B${ESC})0${ESC}=${ESC}>${ESC}7${ESC}8R1#`,
    tail: 'R1#',
  },
  { title: 'CSI K erases to the end of the line', input: `abcdef\r\x1b[Kxy\r\n`, lines: ['xy'] },
  { title: 'CSI 0 K erases to the end of the line', input: `abcdef\b\b${ESC}[0Kx\r\n`, lines: ['abcdx'] },
  { title: 'CSI 1 K erases up to the cursor', input: `abcdef\b\b\b${ESC}[1K\r\n`, lines: ['    ef'] },
  { title: 'CSI 2 K erases the line', input: `abcdef${ESC}[2K\rxy\r\n`, lines: ['xy'] },
  { title: 'CSI J erases what follows', input: `abcdef\r${ESC}[Jxy\r\n`, lines: ['xy'] },
  { title: 'CSI D and CSI C move the cursor', input: `abcdef${ESC}[4DX${ESC}[2CY\r\n`, lines: ['abXdeY'] },
  { title: 'CSI C beyond the end leaves blanks', input: `ab${ESC}[3Cc\r\n`, lines: ['ab   c'] },
  { title: 'CSI G goes to a column', input: `abcdef${ESC}[2GX\r\n`, lines: ['aXcdef'] },
  { title: 'CSI P takes characters out', input: `abcdef\r${ESC}[2P\r\n`, lines: ['cdef'] },
  { title: 'CSI @ makes room', input: `abcd\r${ESC}[2@xy\r\n`, lines: ['xyabcd'] },
  { title: 'CSI X blanks characters', input: `abcdef\r${ESC}[2X\r\n`, lines: ['  cdef'] },
  { title: 'ESC E ends a line', input: `a${ESC}Eb`, lines: ['a'], tail: 'b' },
  { title: 'UTF-8 is put together across pieces', input: 'привіт € 🙂 ┌─┐\r\n', lines: ['привіт € 🙂 ┌─┐'] },
  { title: 'characters of four bytes take part in overwriting', input: '🙂🙂\rx\r\n', lines: ['x🙂'] },
  {
    title: 'bytes that are no UTF-8 become U+FFFD',
    input: Buffer.from('a\xff\xfeb\r\n', 'latin1'),
    lines: ['a\ufffd\ufffdb'],
  },
  {
    title: 'a character cut off by a prompt becomes U+FFFD',
    input: Buffer.from('a\xe2\x82R1#', 'latin1'),
    tail: 'a\ufffdR1#',
  },
  {
    title: 'latin1 is decoded',
    input: Buffer.from('d\xe9j\xe0 vu\r\n', 'latin1'),
    encoding: 'latin1',
    lines: ['déjà vu'],
  },
  {
    title: 'windows-1252 is decoded',
    input: Buffer.from('5 \x80\r\n', 'latin1'),
    encoding: 'windows-1252',
    lines: ['5 €'],
  },
  {
    title: 'cp1251 is decoded',
    input: Buffer.from([0xca, 0xe8, 0xbf, 0xe2, 0x0d, 0x0a]),
    encoding: 'cp1251',
    lines: ['Київ'],
  },
  {
    title: 'shift_jis is put together across pieces',
    input: Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x0d, 0x0a]),
    encoding: 'shift_jis',
    lines: ['日本'],
  },
  {
    title: 'an echo that wraps by SPACE CR is one line',
    input: 'R1#abcdefg \rhij\r\n',
    columns: 10,
    lines: ['R1#abcdefghij'],
  },
  {
    title: 'an echo that wraps by repeating a character is one line',
    input: 'R1#abcdefgh\rhij\r\n',
    columns: 10,
    lines: ['R1#abcdefghij'],
  },
  {
    title: 'a CR in the second row stays in it',
    input: `${'a'.repeat(15)}\rbbb\r\n`,
    columns: 10,
    lines: [`${'a'.repeat(10)}bbbaa`],
  },
  {
    title: 'a line longer than the screen stays whole',
    input: `${'x'.repeat(35)}  \r\n`,
    columns: 10,
    lines: [`${'x'.repeat(35)}  `],
  },
  { title: 'a prompt drawn again after it was erased is there once', input: `R1#\r${ESC}[KR1#`, tail: 'R1#' },
  {
    title: 'a line that looks like a pager stays',
    input: 'a\r\n --More-- \r\nb\r\n',
    lines: ['a', ' --More-- ', 'b'],
  },
];

describe('whatever the place at which it is cut,', () => {
  for (const { title, input, lines = [], tail = '', ...options } of CASES) {
    test(title, () => {
      const bytes = typeof input === 'string' ? Buffer.from(input) : input;
      for (const pieces of everyCut(bytes)) {
        expect({ pieces, ...show(pieces, options) }).toEqual({ pieces, lines, tail });
      }
    });
  }
});

test('a sequence that never ends does not swallow the output for ever', () => {
  const text = 'x'.repeat(10_000);
  expect(show([Buffer.from(`${ESC}]0;${text}\r\n`)]).lines.join('')).toContain(text);
});

/** When the pager's key is typed: its question may have arrived whole by then, or not, or not at all. */
const TYPED = ['when the question is there', 'as soon as it looks like a question', 'ahead'] as const;

/** How devices take their question back before the next page. */
const ERASURES: readonly {
  readonly title: string;
  readonly question: string;
  readonly erase: string;
  /** What the next page begins with may be shorter than the question, or blank. */
  readonly erases: boolean;
  /** When the key must be typed for the question to differ from an output; absent: at any time. */
  readonly onlyTyped?: readonly (typeof TYPED)[number][];
}[] = [
  {
    title: '10 BS, 10 spaces, 10 BS',
    question: ' --More-- ',
    erase: '\b'.repeat(10) + ' '.repeat(10) + '\b'.repeat(10),
    erases: true,
  },
  {
    title: '10 BS, 10 spaces, 10 BS after a NUL',
    question: ' --More-- \0',
    erase: '\b'.repeat(10) + ' '.repeat(10) + '\b'.repeat(10),
    erases: true,
  },
  {
    title: '9 BS, 8 spaces, 9 BS',
    question: ' --More-- ',
    erase: '\b'.repeat(9) + ' '.repeat(8) + '\b'.repeat(9),
    erases: true,
  },
  { title: 'CR, as many spaces, CR', question: '--More--', erase: `\r${' '.repeat(8)}\r`, erases: true },
  { title: 'CR, more spaces, CR', question: ' --More-- ', erase: `\r${' '.repeat(30)}\r`, erases: true },
  {
    title: 'CR, spaces, CR after <--- More --->',
    question: '<--- More --->',
    erase: `\r${' '.repeat(14)}\r`,
    erases: true,
  },
  { title: 'CR, CSI K', question: '--More--', erase: `\r${ESC}[K`, erases: true },
  { title: '10 BS, CSI K', question: ' --More-- ', erase: `${'\b'.repeat(10)}${ESC}[K`, erases: true },
  { title: 'CSI 2 K, CR', question: ' --More-- ', erase: `${ESC}[2K\r`, erases: true },
  { title: 'CR, CSI 2 K', question: ' --More-- ', erase: `\r${ESC}[2K`, erases: true },
  {
    title: 'CSI 10 D, spaces, CSI 10 D',
    question: ' --More-- ',
    erase: `${ESC}[10D${' '.repeat(10)}${ESC}[10D`,
    erases: true,
  },
  { title: 'CSI 1 G, CSI J', question: ' --More-- ', erase: `${ESC}[1G${ESC}[J`, erases: true },
  {
    title: 'CR, CSI K after reverse video',
    question: `${ESC}[7m--More--${ESC}[27m`,
    erase: `\r${ESC}[K`,
    erases: true,
  },
  { title: 'CR alone', question: '--More--', erase: '\r', erases: false },
  { title: 'CR alone after a question with blanks', question: ' --More-- ', erase: '\r', erases: false },
  { title: 'nothing', question: '--More--', erase: '', erases: false, onlyTyped: [TYPED[0]] },
  {
    title: 'nothing after a question with blanks',
    question: ' --More-- ',
    erase: '',
    erases: false,
    onlyTyped: [TYPED[0]],
  },
  {
    title: 'a new line',
    question: ' --More-- ',
    erase: '\r\n',
    erases: true,
    onlyTyped: [TYPED[0], TYPED[1]],
  },
];

/** What the next page begins with. */
const PAGES: readonly { readonly text: string; readonly isLong: boolean }[] = [
  { text: 'ip route 192.168.16.0/24 10.2.1.254', isLong: true },
  { text: '      description uplink of edge1', isLong: true },
  { text: 'eth0         up           default', isLong: true },
  { text: '\tdescription uplink of edge1', isLong: true },
  { text: '--------------- ------', isLong: true },
  { text: 'lo              up      default         ', isLong: true },
  { text: 'a', isLong: false },
  { text: '    b', isLong: false },
  { text: 'a   ', isLong: false },
  { text: '    ', isLong: false },
  { text: '', isLong: false },
  { text: '\r\n\r\n  c', isLong: false },
];

describe('a pager leaves no trace', () => {
  for (const { title, question, erase, erases, onlyTyped = TYPED } of ERASURES) {
    for (const typed of onlyTyped) {
      test(`erased by ${title}, its key typed ${typed}`, () => {
        for (const { text } of PAGES.filter(({ isLong }) => erases || isLong)) {
          for (const way of WAYS) {
            const rest = `${erase}${text}\r\nlast\r\nR1#`;
            const shown = showPaged(`first\r\n${question}`, rest, typed, way);
            const lines = ['first', ...text.split('\r\n'), 'last'];
            expect({ text, way: way.title, ...shown }).toEqual({ text, way: way.title, lines, tail: 'R1#' });
          }
        }
      });
    }
  }
});

function showPaged(first: string, rest: string, typed: (typeof TYPED)[number], way: Way): Shown {
  const lines: string[] = [];
  const terminal = new Terminal(
    { columns: 511, encoding: 'utf-8', isPager: (line) => isPager.test(line) },
    { line: (line) => lines.push(line), pagerAnswered: () => {} },
  );
  const printed = typed === 'ahead' ? [first + rest] : [first, rest];
  for (const [i, text] of printed.entries()) {
    for (const piece of way.cut()(Buffer.from(text))) {
      terminal.feed(piece);
      if (typed === 'as soon as it looks like a question' && i === 0 && isPager.test(terminal.tail)) {
        terminal.forgetPager();
      }
    }
    if (typed === 'when the question is there' && i === 0) terminal.forgetPager();
  }
  return { lines, tail: terminal.tail };
}

test('a very long line arrives whole, and its end is the tail', () => {
  const lines: string[] = [];
  const terminal = new Terminal(
    { columns: 511, encoding: 'utf-8', isPager: (line) => isPager.test(line) },
    { line: (line) => lines.push(line), pagerAnswered: () => {} },
  );
  const text = Array.from({ length: 30_000 }, (_, at) => at).join(' ');
  for (let at = 0; at < text.length; at += 700) terminal.feed(Buffer.from(text.slice(at, at + 700)));
  expect(terminal.unfinished).toBe(text);
  expect(terminal.unfinishedLength).toBe(text.length);
  expect(text.endsWith(terminal.tail)).toBe(true);
  terminal.feed(Buffer.from('\r\n'));
  expect(lines).toEqual([text]);
  expect(terminal.tail).toBe('');
});
