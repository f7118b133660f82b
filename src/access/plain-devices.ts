import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Device } from '../model/device.ts';
import type { Memory } from './memory.ts';

/** Devices that cannot take what is sent ahead, as `host:port`, remembered between runs. */
export interface PlainDevices extends Memory {
  has(device: Pick<Device, 'host' | 'port'>): boolean;
}

/** Reads what is remembered in a state folder; what cannot be read is not remembered. */
export function plainDevices(folder: string): PlainDevices {
  const file = join(folder, 'plain-devices.json');
  const known = new Set(read(file));
  return {
    has: (device) => known.has(keyOf(device)),
    learn(device, { lostAhead }) {
      const key = keyOf(device);
      if (!lostAhead || known.has(key)) return;
      known.add(key);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // Another run may be reading it.
        const fresh = `${file}.${randomUUID()}`;
        writeFileSync(fresh, `${JSON.stringify([...known], undefined, 1)}\n`, { mode: 0o600 });
        renameSync(fresh, file);
      } catch {
        // The next run finds out again what this one did.
      }
    },
  };
}

function keyOf({ host, port }: Pick<Device, 'host' | 'port'>): string {
  return `${host.toLowerCase()}:${port}`;
}

function read(file: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}
