import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileNames } from '../../src/reporters/file-names.ts';

describe('file names', () => {
  test.each([
    ['stay as they are', ['r1', 'sw-1.kyiv.example', 'київ 1', '10.0.0.1'], null],
    ['have no separators', ['a/b', 'a\\c', 'fe80::1'], ['a_b', 'a_c', 'fe80__1']],
    ['lead nowhere else', ['..', '.', '../x', '/etc/passwd'], ['__', '_', '___x', '_etc_passwd']],
    ['are not hidden', ['.ssh', 'a..b'], ['_ssh', 'a__b']],
    [
      'are visible',
      ['a\nb', 'a\0c', 'a\x9bd', '\u202etxt', 'a\u2028b'],
      ['a_b', 'a_c', 'a_d', '_txt', 'a_b_2'],
    ],
    [
      'are no device of Windows',
      ['CON', 'nul.x', 'com1', 'LPT¹', 'con .y', 'console', 'com10'],
      ['_CON', '_nul.x', '_com1', '_LPT¹', '_con .y', 'console', 'com10'],
    ],
    ['have nothing that Windows forbids', ['a<b>c|d?e*f"g'], ['a_b_c_d_e_f_g']],
    ['are never empty', [''], ['_']],
    [
      'differ where the case of letters does not count',
      ['r1', 'R1', 'STRASSE', 'straße'],
      ['r1', 'R1_2', 'STRASSE', 'straße_2'],
    ],
    ['differ for devices of one name', ['r1', 'r1', 'r1'], ['r1', 'r1_2', 'r1_3']],
    ['leave a name to the device that bears it', ['r1', 'r1', 'R1_2'], ['r1', 'r1_3', 'R1_2']],
    ['differ where only what was unsafe differed', ['a/b', 'a:b', 'a_b'], ['a_b', 'a_b_2', 'a_b_3']],
    ['are the same however an accent was typed', ['cafe\u0301', 'caf\u00e9'], ['caf\u00e9', 'caf\u00e9_2']],
    ['are made of whole characters', ['a\ud83d'], ['a_']],
  ])('%s', (_, names, expected) => {
    expect(fileNames(names)).toEqual(expected ?? names);
  });

  test('fit into what file systems take, and differ even when they were cut', async () => {
    const names = fileNames(['я'.repeat(300), 'я'.repeat(301), '🛰'.repeat(300), 'x'.repeat(300)]);
    const folder = await mkdtemp(path.join(tmpdir(), 'netrun-names-'));
    try {
      for (const name of names) await writeFile(path.join(folder, `${name}.txt.partial`), '');
      expect(await readdir(folder)).toHaveLength(4);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('take time in proportion to 20,000 devices of one name', () => {
    expect(new Set(fileNames(Array.from({ length: 20_000 }, () => 'router'))).size).toBe(20_000);
  });
});
