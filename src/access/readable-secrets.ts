import type { InventoryDevice } from '../model/device.ts';
import { canOthersRead, type Uid } from './file-safety.ts';
import { readReference } from './reference.ts';

/** What is looked at. */
export type ReadableContext = {
  readonly uid: Uid;
  /** The file where a value of a device is written, by its key in the inventory. */
  fileOf(device: InventoryDevice, key: string): string | undefined;
};

/** @returns a sentence for each file that holds secrets of these devices, and that others can read */
export function noteReadableSecrets(
  devices: readonly InventoryDevice[],
  { uid, fileOf }: ReadableContext,
): string[] {
  const files = new Set<string>();
  for (const device of devices) {
    const { password, secret, shellLogin, login } = device;
    const values = {
      password,
      secret,
      shell_password: shellLogin?.password,
      passphrase: login.passphrase,
    };
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined || readReference(value).kind !== 'literal') continue;
      const file = fileOf(device, key);
      if (file !== undefined) files.add(file);
    }
  }
  const notes: string[] = [];
  for (const file of files) {
    if (canOthersRead(file, uid)) {
      notes.push(`${file} holds secrets, and others can read it; chmod 600 ${file}`);
    }
  }
  return notes;
}
