import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Reply, Verdict } from '../../src/model/outcome.ts';
import type { Result } from '../../src/model/result.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { files } from '../../src/reporters/files.ts';
import { reasonOf } from '../../src/reporters/reason.ts';
import { device, FIXED_RESULTS, outcome, reply, show } from './fixed-run.ts';
import { useFolder, written } from './own-folder.ts';
import { recordingSink } from './recording-sink.ts';

const temporary = useFolder();
const out = () => path.join(temporary.path, 'out');
const read = (name: string) => readFile(path.join(out(), name), 'utf8');

const CUT: Verdict = { status: 'failed', failure: { kind: 'closed', message: 'it hung up', hint: '' } };

function answered(name: string, replies: readonly Reply[], verdict: Verdict = { status: 'ok' }): Result {
  return { device: device('10.0.0.1', { name }), replies, outcome: outcome(verdict) };
}

const keep = (results: readonly Result[]) => show(files(out()), { results });

describe('a folder of files', () => {
  test('gets a file for each device that answered, and says nothing about it', async () => {
    const { stdout, stderr } = await show(files(out()));
    expect((await readdir(out())).sort()).toEqual(
      [
        '10.0.0.10.txt',
        '10.0.0.11.txt',
        '10.0.0.9.txt',
        'r1-again.txt',
        'r1.txt',
        'r2.txt.partial',
        'r3.txt.partial',
        'київ-1.txt',
      ].sort(),
    );
    expect(await read('10.0.0.9.txt')).toBe(FIXED_RESULTS[8]?.replies[0]?.output);
    expect(await read('r2.txt.partial')).toBe(
      "==> show version <==\nIOS\n\n==> show fooo <==\n% Invalid input at '^'\n",
    );
    expect(await read('10.0.0.11.txt')).toBe('');
    expect([stdout.writes, stderr.writes]).toEqual([[], []]);
  });

  test.each(['a\r\nb\r c\n', 'é \xa0\n', '\ufeffx', '東京 🛰', 'no newline', '\n\n', '\x1b[2J\0\n'])(
    'has an output byte for byte: %j',
    async (output) => {
      await keep([answered('r1', [reply('show clock', output)])]);
      expect(await readFile(path.join(out(), 'r1.txt'))).toEqual(Buffer.from(output));
    },
  );

  test('has a 20 MB output byte for byte', async () => {
    const line = 'GigabitEthernet0/1 é 東 🛰 is up, line protocol is up\r\n';
    const text = line.repeat(Math.ceil(20_000_000 / Buffer.byteLength(line)));
    const large = { ...reply('show tech', ''), outputFile: await written(temporary.path, text) };
    const { lost } = await keep([answered('r1', [large]), answered('r2', [reply('x', 'y\n'), large])]);
    const hash = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
    expect(hash(await readFile(path.join(out(), 'r1.txt')))).toBe(hash(text));
    expect(hash(await readFile(path.join(out(), 'r2.txt')))).toBe(
      hash(`==> x <==\ny\n\n==> show tech <==\n${text}`),
    );
    expect(lost).toBe(0);
  });

  test('stays within itself and keeps devices apart, whatever they are called', async () => {
    const names = ['../x', 'a/b', 'CON', 'r1', 'R1', 'r1', '..', ''];
    await keep(names.map((name, index) => answered(name, [reply('x', `${index}`)])));
    const texts = ['___x', 'a_b', '_CON', 'r1', 'R1_2', 'r1_3', '__', '_'].map((name) => read(`${name}.txt`));
    expect(await Promise.all(texts)).toEqual(names.map((_, index) => `${index}`));
    expect(await readdir(temporary.path)).toEqual(['out']);
  });

  test.skipIf(process.platform === 'win32')('is for its owner only, as the files are', async () => {
    await keep([answered('r1', [reply('x', '1')]), answered('r2', [reply('x', '2')], CUT)]);
    expect((await stat(out())).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(out(), 'r1.txt'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(out(), 'r2.txt.partial'))).mode & 0o777).toBe(0o600);
  });

  test('gets a new file from a device that is ok, and loses what had come of it before', async () => {
    await keep([answered('r1', [reply('x', 'old')])]);
    await keep([answered('r1', [reply('x', 'hal')], CUT)]);
    expect([await read('r1.txt'), await read('r1.txt.partial')]).toEqual(['old', 'hal']);
    await keep([answered('r1', [reply('x', 'new')])]);
    expect(await readdir(out())).toEqual(['r1.txt']);
    expect(await read('r1.txt')).toBe('new');
  });

  test.each<[string, Verdict]>([
    ['rejected', { status: 'rejected' }],
    ['cancelled', { status: 'cancelled' }],
    ['failed', CUT],
  ])('keeps the file of a device that is %s now', async (_, verdict) => {
    await keep([answered('r1', [reply('x', 'old')])]);
    await keep([answered('r1', [reply('x', ''), reply('y', '')], verdict)]);
    await keep([answered('r1', [], verdict)]);
    expect(await readdir(out())).toEqual(['r1.txt']);
    await keep([answered('r1', [reply('x', 'some')], verdict)]);
    expect(await read('r1.txt')).toBe('old');
  });

  test('keeps a file when the new output cannot be read to its end', async () => {
    await keep([answered('r1', [reply('x', 'old')])]);
    const outputFile = { ...(await written(temporary.path, 'half')), bytes: 8 };
    const { stderr, lost } = await keep([answered('r1', [{ ...reply('show tech', ''), outputFile }])]);
    expect([await read('r1.txt'), await read('r1.txt.partial')]).toEqual(['old', 'half']);
    expect(stderr.text()).toBe(
      `${path.join(out(), 'r1.txt.partial')}: the output of "show tech" could not be read to its end: ${outputFile.path}: it has 4 of 8 bytes\n`,
    );
    expect(lost).toBe(1);
  });
});

describe('trouble with the files', () => {
  test('is told with the path and counted, leaves nothing behind, and the other devices go on', async () => {
    await mkdir(path.join(out(), 'r1.txt'), { recursive: true });
    const { stderr, lost } = await keep([
      answered('r1', [reply('x', '1')]),
      answered('r2', [reply('x', '2')]),
    ]);
    expect(stderr.text()).toBe(
      `${path.join(out(), 'r1.txt')} could not be written: EISDIR: illegal operation on a directory\n`,
    );
    expect(lost).toBe(1);
    expect(await readdir(out())).toEqual(['r1.txt', 'r2.txt']);
  });

  test('of one cause is told once', async () => {
    const factory: typeof files = (folder) => (context) => {
      const reporter = files(folder)(context);
      return {
        ...reporter,
        async result(result, index) {
          if (index === 1) await rm(folder, { recursive: true });
          await reporter.result(result, index);
        },
      };
    };
    const results = ['r0', 'r1', 'r2', 'r3'].map((name) => answered(name, [reply('x', name)]));
    const stderr = recordingSink({ colour: true });
    const { lost } = await show(factory(out()), { results, stderr });
    expect(stderr.text()).toBe(
      `\x1b[31m${path.join(out(), 'r1.txt')}, and 2 more, could not be written: ENOENT: no such file or directory\x1b[39m\n`,
    );
    expect(lost).toBe(3);
  });

  test('such as a full disk is said in the words of the system', (context) => {
    // Whoever writes to this device is told that the disk is full. Where it is none, a file would be made of it.
    const isDevice = statSync('/dev/full', { throwIfNoEntry: false })?.isCharacterDevice() === true;
    context.skip(!isDevice, 'there is no /dev/full');
    expect(() => writeFileSync('/dev/full', 'x')).toThrow(
      expect.toSatisfy((error: unknown) => reasonOf(error) === 'ENOSPC: no space left on device'),
    );
  });

  test('does not hide a bug', () => {
    const bug = new TypeError('x is not a function');
    expect(() => reasonOf(bug)).toThrow(bug);
  });

  test('with the folder itself is found before the run', async () => {
    await writeFile(out(), 'a file');
    await expect(show(files(out()), { results: [] })).rejects.toThrow(
      new UsageError([
        { message: `outputs cannot be written to the folder ${out()}: EEXIST: file already exists` },
      ]),
    );
    await expect(show(files(path.join(out(), 'in')), { results: [] })).rejects.toThrow(
      /ENOTDIR: not a directory$/,
    );
  });
});
