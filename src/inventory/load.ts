import { UsageError } from '../model/usage-error.ts';
import { FORMATS } from './formats/index.ts';
import type { Inventory, InventoryDefaults } from './inventory.ts';
import { readText } from './read-text.ts';

/**
 * Reads an inventory file in whatever format it is written.
 * @param file path; it is named in messages as it is given here
 * @param defaults for devices whose entry has no device type or port
 * @throws UsageError with all problems: the file cannot be read, is empty, or says what cannot be understood
 */
export async function loadInventory(file: string, defaults: InventoryDefaults = {}): Promise<Inventory> {
  const text = await readText(
    file,
    'name your inventory with -i FILE; devices.example.yaml shows how to write one',
  );
  const format = FORMATS.find((candidate) => candidate.recognise(text, file));
  if (!format) throw new UsageError([{ file, message: 'this is no format of inventory that netrun knows' }]);
  return format.parse(text, file, defaults);
}
