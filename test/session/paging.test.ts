import { describe, expect, test } from 'vitest';
import { failure, fine, play, summary } from './play.ts';
import { crlf, host, KEY, type Pager, paged, type Router, router, WAYS } from './scripted-device.ts';

const NOTES = ['"terminal length 0" was refused: % Invalid input detected at \'^\' marker.'];

/** Pages begin with everything that an erasure could damage. */
const PAGED = [
  'interface GigabitEthernet0/1',
  ' description uplink',
  '',
  '        deeply indented',
  'a',
  'trailing   ',
  '',
  '',
  '\ttab',
  '   ',
  '-- More or less --',
  'R1#',
  'b',
  ' --More or less',
  'end',
  '',
].join('\n');

const PAGERS: Readonly<Record<string, Omit<Pager, 'rows'>>> = {
  'BS, spaces, BS': { question: ' --More-- ', erase: '\b'.repeat(9) + ' '.repeat(8) + '\b'.repeat(9) },
  'BS, spaces, BS as long as the question': {
    question: ' --More-- \0',
    erase: '\b'.repeat(10) + ' '.repeat(10) + '\b'.repeat(10),
  },
  'CR, spaces, CR': { question: '--More--', erase: `\r${' '.repeat(8)}\r` },
  'CR, CSI K': { question: '\x1b[7m--More--\x1b[27m', erase: '\r\x1b[K' },
  'CSI 2 K': { question: '<--- More --->', erase: '\x1b[2K\r' },
};

describe('an output is the same with and without a pager:', () => {
  for (const [title, pager] of Object.entries(PAGERS)) {
    for (const rows of [1, 2, 3, 5]) {
      for (const way of WAYS) {
        test(`erased by ${title}, ${rows} lines a page, ${way.title}`, async () => {
          const scripted: Router = {
            outputs: { 'show it': PAGED, 'show clock': '12:00:00\n' },
            refuses: ['terminal length 0'],
            pager: { ...pager, rows },
          };
          const commands = ['show it', 'show clock', 'show it'];
          const played = await play(router(scripted), { commands, way });
          expect(summary(played)).toEqual(fine([PAGED, '12:00:00\n', PAGED], NOTES));
        });
      }
    }
  }
});

test('a pager that appears although it was switched off is answered', async () => {
  for (const way of WAYS) {
    const pager = { rows: 3, question: ' --More-- ', erase: `\r${' '.repeat(10)}\r` };
    const outputs = { 'show it': () => paged(PAGED, pager) };
    const played = await play(router({ outputs }), { way });
    expect(summary(played)).toEqual(fine([PAGED]));
  }
});

test('every page costs one key, and nothing else is typed at it', async () => {
  const pager = { rows: 5, question: ' --More-- ', erase: '\r          \r' };
  const keys: string[] = [];
  const outputs = {
    *'show it'() {
      for (let page = 0; page < 3; page++) {
        yield crlf('line\n'.repeat(5));
        yield pager.question;
        keys.push(yield KEY);
        yield pager.erase;
      }
    },
  };
  const played = await play(router({ outputs }));
  expect(summary(played)).toEqual(fine(['line\n'.repeat(15)]));
  expect(keys).toEqual([' ', ' ', ' ']);
});

test('a finished line that looks like a pager is output', async () => {
  const output = 'a\n--More--\n --More-- \nb\n';
  const played = await play(router({ outputs: { 'show it': output } }));
  expect(summary(played)).toEqual(fine([output]));
});

test('the pagers of a Linux host are answered', async () => {
  for (const question of ['--More--', '--More--(37%)', 'lines 1-23', ':']) {
    for (const way of WAYS.filter(({ title }) => title === 'whole')) {
      const pager = { rows: 4, question, erase: '\r\x1b[K' };
      const outputs = { 'cat it': () => paged('first\n  second\n\nlast\n'.repeat(5), pager) };
      const played = await play(host({ outputs }), { commands: ['cat it'], way, platform: 'linux' });
      expect(summary(played)).toEqual(fine(['first\n  second\n\nlast\n'.repeat(5)]));
    }
  }
});

test('a pager that never lets go ends with the time limit of the device', async () => {
  const outputs = {
    *'show it'() {
      for (;;) {
        yield { busyMs: 1000 };
        yield ' --More-- ';
        yield KEY;
        yield '\r          \r';
      }
    },
  };
  const played = await play(router({ outputs }));
  expect(failure(played)).toMatchObject({ kind: 'timeout' });
  expect(played.endedAtMs).toBe(60_000);
});

test('a line of a Linux output that begins like a pager is output, wherever it is cut', async () => {
  const output = ': a\n:\nlines 1-2 of it\n(END) of it\nend\n';
  for (const way of WAYS) {
    const played = await play(host({ outputs: { 'cat it': output } }), {
      commands: ['cat it'],
      platform: 'linux',
      way,
    });
    expect({ way: way.title, ...summary(played) }).toEqual({ way: way.title, ...fine([output]) });
  }
});
