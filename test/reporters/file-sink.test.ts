import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
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

  test('says why it could not be put in its place, and leaves nothing behind', async () => {
    const file = path.join(folder.path, 'taken');
    await mkdir(path.join(file, 'inside'), { recursive: true });
    const sink = openFileSink(file);
    await sink.write('text');

    expect(await sink.finish()).toMatch(/^E/);
    expect(readdirSync(folder.path)).toEqual(['taken']);
  });
});
