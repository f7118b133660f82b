import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { plainDevices } from '../../src/access/plain-devices.ts';
import { stateFile } from '../../src/access/state-file.ts';
import { takeLock } from '../../src/access/state-lock.ts';
import { device, outcome } from '../reporters/fixed-run.ts';
import { useFolder } from '../reporters/own-folder.ts';

const BUILT = path.join(import.meta.dirname, '../../dist/access/state-file.js');
const temporary = useFolder();
const at = (...names: readonly string[]) => path.join(temporary.path, ...names);
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('a state file', () => {
  test('says what was put into it, and leaves nothing else in its folder', () => {
    const file = stateFile(at('a/b/keys.json'));
    expect(file.read()).toBeUndefined();
    expect(file.readJson()).toBeUndefined();
    expect(file.replace('[1]\n')).toBe(true);
    expect(file.replace('[1, 2]\n')).toBe(true);
    expect(file.readJson()).toEqual([1, 2]);
    expect(readdirSync(at('a/b'))).toEqual(['keys.json']);
  });

  test.skipIf(process.platform === 'win32')(
    'is for its owner alone, and so are the folders made for it',
    () => {
      stateFile(at('a/b/replaced')).replace('x');
      stateFile(at('a/b/appended')).append(['x']);
      for (const folder of ['a', 'a/b']) expect(modeOf(at(folder))).toBe('700');
      for (const file of ['a/b/replaced', 'a/b/appended']) expect(modeOf(at(file))).toBe('600');
    },
  );

  test.each(['', '{', '\0\0\0', '[1,'])('that is damaged is as if it were not there: %j', (text) => {
    writeFileSync(at('damaged'), text);
    expect(stateFile(at('damaged')).readJson()).toBeUndefined();
  });

  test('that is a folder can be neither read nor written, and says so', async () => {
    mkdirSync(at('folder'));
    const file = stateFile(at('folder'));
    expect(file.read()).toBeUndefined();
    expect(file.replace('x')).toBe(false);
    expect(file.append(['x'])).toBe(false);
    expect(await file.update(() => 'x')).toBe(false);
    expect(readdirSync(temporary.path)).toEqual(['folder']);
  });

  test('below a file can be neither read nor written, and says so', async () => {
    writeFileSync(at('file'), '');
    const file = stateFile(at('file/state'));
    expect(file.replace('x')).toBe(false);
    expect(file.append(['x'])).toBe(false);
    expect(await file.update(() => 'x')).toBe(false);
  });

  test('gets whole lines, also behind one that a crash has cut', () => {
    const file = stateFile(at('lines'));
    file.append(['one', 'two']);
    expect(file.read()).toBe('one\ntwo\n');
    writeFileSync(at('lines'), 'one\ntw');
    file.append(['three']);
    file.append([]);
    expect(file.read()).toBe('one\ntw\nthree\n');
  });

  test('stays a link where it is one', () => {
    mkdirSync(at('real'));
    writeFileSync(at('real/file'), 'old');
    symlinkSync(at('real/file'), at('link'));
    stateFile(at('link')).replace('new');
    expect(readFileSync(at('real/file'), 'utf8')).toBe('new');
    expect(readdirSync(at('real'))).toEqual(['file']);
  });

  test('is left as it is where a change has nothing to say', async () => {
    const file = stateFile(at('same'));
    expect(await file.update(() => undefined)).toBe(true);
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  test('unlocks where a change throws', async () => {
    const file = stateFile(at('thrown'));
    await expect(
      file.update(() => {
        throw new Error('a bug');
      }),
    ).rejects.toThrow('a bug');
    expect(await file.update(() => 'x')).toBe(true);
  });

  test('loses nothing where several processes add to it at once', async () => {
    const code = `
      import { stateFile } from ${JSON.stringify(BUILT)};
      const [path, log, own] = process.argv.slice(1);
      for (let i = 0; i < 20; i++) {
        const done = await stateFile(path).updateJson((stored) => [...(stored ?? []), own + i]);
        if (!done || !stateFile(log).append([own.repeat(5000) + i])) process.exit(1);
      }`;
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map((name) =>
        promisify(execFile)(process.execPath, [
          '--input-type=module',
          '-e',
          code,
          at('all'),
          at('log'),
          name,
        ]),
      ),
    );
    const expected = names.flatMap((name) => Array.from({ length: 20 }, (_, i) => `${name}${i}`)).sort();
    expect((stateFile(at('all')).readJson() as readonly string[]).toSorted()).toEqual(expected);
    const lines = (stateFile(at('log')).read() ?? '').trimEnd().split('\n');
    expect(lines.map((line) => line.slice(4999)).sort()).toEqual(expected);
    expect(readdirSync(temporary.path).sort()).toEqual(['all', 'log']);
  });
});

describe('a lock', () => {
  test('keeps everybody else out until it is released', async () => {
    const first = await takeLock(at('run'), { patienceMs: 0 });
    expect(await takeLock(at('run'), { patienceMs: 0 })).toMatchObject({
      type: 'held',
      pid: process.pid,
      host: hostname(),
    });
    if (first.type === 'taken') first.release();
    const second = await takeLock(at('run'), { patienceMs: 0 });
    expect(second.type).toBe('taken');
    // A release that comes twice does not take it away from the next one.
    if (first.type === 'taken') first.release();
    expect((await takeLock(at('run'), { patienceMs: 0 })).type).toBe('held');
  });

  test('comes to who waits for it', async () => {
    const first = await takeLock(at('run'), { patienceMs: 0 });
    const second = takeLock(at('run'), { patienceMs: 60_000 });
    if (first.type === 'taken') first.release();
    expect((await second).type).toBe('taken');
  });

  test('that a killed process has left is nobody’s', async () => {
    const code = `
      import { takeLock } from ${JSON.stringify(path.join(path.dirname(BUILT), 'state-lock.js'))};
      const lock = await takeLock(process.argv[1], { patienceMs: 0 });
      process.stdout.write(lock.type);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, at('run')]);
    expect(String(await once(child.stdout, 'data'))).toBe('taken');
    expect(await takeLock(at('run'), { patienceMs: 0 })).toMatchObject({ type: 'held', pid: child.pid });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await takeLock(at('run'), { patienceMs: 0 })).type).toBe('taken');
  });

  const minuteAgo = () => new Date(Date.now() - 60_000);
  const longAgo = () => new Date(Date.now() - 10 * 365 * 86_400_000);

  test.each([
    ['whose process number now belongs to another process', `1 never ${hostname()} x`, minuteAgo, 'taken'],
    ['from before this computer was started', `${process.pid} - ${hostname()} x`, longAgo, 'taken'],
    ['that was never written', '', minuteAgo, 'taken'],
    ['that is being written', '', () => new Date(), 'held'],
    ['of another computer', '1 - elsewhere.example.com x', longAgo, 'held'],
  ])('%s', async (_title, text, since, type) => {
    writeFileSync(at('run.lock'), text);
    utimesSync(at('run.lock'), since(), since());
    const expected = text.startsWith('1 never') && process.platform !== 'linux' ? 'held' : type;
    expect((await takeLock(at('run'), { patienceMs: 0 })).type).toBe(expected);
  });

  test('of short work is over when the longest time for it is', async () => {
    writeFileSync(at('run.lock'), '1 - elsewhere.example.com x');
    utimesSync(at('run.lock'), minuteAgo(), minuteAgo());
    expect((await takeLock(at('run'), { patienceMs: 0, heldAtMostMs: 30_000 })).type).toBe('taken');
  });

  test('cannot be had where no file can be made, and nobody waits there', async () => {
    writeFileSync(at('file'), '');
    mkdirSync(at('run.lock'));
    for (const path of ['file/run', 'run']) {
      expect((await takeLock(at(path), { patienceMs: 600_000 })).type).toBe('impossible');
    }
  });
});

describe('the devices that cannot take what is sent ahead', () => {
  test('are remembered, those that another run has found in the meantime too', async () => {
    const one = plainDevices(temporary.path);
    const other = plainDevices(temporary.path);
    const lost = outcome({ status: 'ok' }, { lostAhead: true });
    one.finished(lost, device('SW1.example.com'), 0);
    other.finished(lost, device('sw2.example.com'), 0);
    other.finished(outcome({ status: 'ok' }), device('sw3.example.com'), 0);
    await one.keep();
    await other.keep();
    const later = plainDevices(temporary.path);
    expect(later.has({ host: 'sw1.example.com', port: 22 })).toBe(true);
    expect(later.has({ host: 'sw2.example.com', port: 22 })).toBe(true);
    expect(later.has({ host: 'sw2.example.com', port: 2222 })).toBe(false);
    expect(later.has({ host: 'sw3.example.com', port: 22 })).toBe(false);
  });

  test('are none where the file holds something else', () => {
    writeFileSync(at('plain-devices.json'), '{"devices": 1}');
    expect(plainDevices(temporary.path).has({ host: 'sw1', port: 22 })).toBe(false);
  });
});
