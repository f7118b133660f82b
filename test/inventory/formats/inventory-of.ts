import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FormatName } from '../../../src/inventory/formats/index.ts';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import { loadInventory } from '../../../src/inventory/load.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

/** A folder with these files, for as long as `use` takes. */
export async function withFiles<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'netrun-formats-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What netrun makes of the first of these files. */
export function inventoryOf(
  files: Readonly<Record<string, string>>,
  options: { readonly format?: FormatName; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Inventory> {
  const [first = ''] = Object.keys(files);
  return withFiles(files, (folder) => loadInventory(join(folder, first), options));
}

/** What a user would be told of the first of these files, without the name of its folder. */
export async function complaintsAbout(
  files: Readonly<Record<string, string>>,
  options: { readonly format?: FormatName; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const [first = ''] = Object.keys(files);
  return withFiles(files, async (folder) => {
    try {
      await loadInventory(join(folder, first), options);
    } catch (error) {
      if (error instanceof UsageError) return error.message.replaceAll(`${folder}/`, '');
      throw error;
    }
    throw new Error('expected a UsageError');
  });
}
