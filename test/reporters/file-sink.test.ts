import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFileSink } from '../../src/reporters/file-sink.ts';
import { useFolder } from './own-folder.ts';

const folder = useFolder();

describe('a file that a format is written to', () => {
  test('appears when it is finished, for its owner only', async () => {
    const file = path.join(folder.path, 'run.json');
    writeFileSync(file, 'of the last run');
    const sink = openFileSink(file);
    await sink.write('{"a":');
    await sink.write('1}\n');
    expect(readFileSync(file, 'utf8')).toBe('of the last run');

    expect(await sink.finish()).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path)).toEqual(['run.json']);
  });

  test('is refused before the run where its folder is missing', () => {
    expect(() => openFileSink(path.join(folder.path, 'no/run.json'))).toThrow(
      /^nothing can be written to .*run\.json: ENOENT/,
    );
  });

  test('is refused before the run where a folder stands in its place', () => {
    expect(() => openFileSink(folder.path)).toThrow(/^nothing can be written to .*: it is a folder$/);
  });

  test('is the one that a link leads to, and the link stays', async () => {
    const [file, link] = [path.join(folder.path, 'run-1.json'), path.join(folder.path, 'latest.json')];
    writeFileSync(file, 'of the last run');
    symlinkSync(file, link);
    const sink = openFileSink(link);
    await sink.write('of this one');
    expect(await sink.finish()).toBeUndefined();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('of this one');
  });

  test.skipIf(process.platform === 'win32')('is written to as it goes where it is a pipe', async () => {
    const pipe = path.join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const sink = openFileSink(pipe);
    const text = readFile(pipe, 'utf8');
    await sink.write('one ');
    await sink.write('two');
    expect(await sink.finish()).toBeUndefined();
    expect(await text).toBe('one two');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test('says why it could not be put in its place, and leaves nothing behind', async () => {
    const file = path.join(folder.path, 'taken');
    const sink = openFileSink(file);
    await sink.write('text');
    await mkdir(path.join(file, 'inside'), { recursive: true });

    expect(await sink.finish()).toMatch(/^E/);
    expect(readdirSync(folder.path)).toEqual(['taken']);
  });
});
