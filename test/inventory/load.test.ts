import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadInventory } from '../../src/inventory/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'netrun-inventory-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe('loadInventory', () => {
  it('reads a file and names it as it was named', async () => {
    const file = written('good.yaml', '- {device_type: linux, ip: h}');
    expect(await loadInventory(file)).toMatchObject({ file, devices: [{ host: 'h' }] });
  });

  it('hands the defaults on', async () => {
    const { devices } = await loadInventory(written('bare.yaml', '- ip: h'), {
      kind: { platform: 'linux' },
      port: 2222,
    });
    expect(devices).toMatchObject([{ platform: 'linux', port: 2222 }]);
  });

  it('reads UTF-16 as PowerShell writes it', async () => {
    const file = written('utf16.yaml', Buffer.from('\uFEFF- {device_type: linux, ip: h}\r\n', 'utf16le'));
    expect((await loadInventory(file)).devices).toHaveLength(1);
  });

  it.each([
    [
      'a missing file',
      () => join(folder, 'none.yaml'),
      /none\.yaml: there is no such file; name your inventory with -i FILE; netrun init writes one/,
    ],
    ['a file below a file', () => join(written('f', 'x'), 'd.yaml'), /there is no such file/],
    [
      'a folder',
      () => folder,
      /: this is a folder without devices.yaml, hosts.yaml, hosts or the like; name a file in it$/,
    ],
    ['an empty file', () => written('empty.yaml', ''), /empty\.yaml: the file is empty; name your inventory/],
    ['a file of blanks', () => written('blank.yaml', '\uFEFF \n\n'), /the file is empty/],
    [
      'a file that is no text',
      () => written('binary.yaml', Buffer.from([0x80, 0x81])),
      /this is not UTF-8 text; save the file as UTF-8$/,
    ],
    ['a path that no system takes', () => `${folder}/\0`, /the file cannot be read/],
  ])('%s is refused in one sentence', async (_, file, expected) => {
    await expect(loadInventory(file())).rejects.toThrow(expected);
    await expect(loadInventory(file())).rejects.toMatchObject({
      name: 'UsageError',
      problems: [{ file: file() }],
    });
  });
});
