import { join } from 'node:path';
import type { Device } from '../model/device.ts';
import type { Memory } from './memory.ts';
import { stateFile } from './state-file.ts';

/** Devices that cannot take what is sent ahead, as `host:port`, remembered between runs. */
export interface PlainDevices extends Memory {
  has(device: Pick<Device, 'host' | 'port'>): boolean;
}

/** Reads what is remembered in a state folder; what cannot be read is not remembered. */
export function plainDevices(folder: string): PlainDevices {
  const file = stateFile(join(folder, 'plain-devices.json'));
  const known = new Set(keysIn(file.readJson()));
  const learned = new Set<string>();
  return {
    has: (device) => known.has(keyOf(device)),
    finished({ lostAhead }, device) {
      if (lostAhead) learned.add(keyOf(device));
    },
    async keep() {
      const news = [...learned].filter((key) => !known.has(key));
      if (news.length === 0) return;
      for (const key of news) known.add(key);
      await file.updateJson((stored) => [...new Set([...keysIn(stored), ...news])]);
    },
  };
}

function keyOf({ host, port }: Pick<Device, 'host' | 'port'>): string {
  return `${host.toLowerCase()}:${port}`;
}

function keysIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
}
