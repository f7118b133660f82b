import { join } from 'node:path';
import type { Detected } from '../model/detected.ts';
import type { Device } from '../model/device.ts';
import { isPlatformName } from '../platforms/index.ts';
import type { Memory } from './memory.ts';
import { stateFile } from './state-file.ts';

/** What devices turned out to be, by `host:port`, remembered between runs. */
export interface DetectedPlatforms extends Memory {
  of(device: Pick<Device, 'host' | 'port'>): Detected | undefined;
}

/** Reads what is remembered in a state folder; what cannot be read is not remembered. */
export function detectedPlatforms(folder: string): DetectedPlatforms {
  const file = stateFile(join(folder, 'detected-platforms.json'));
  const known = entriesIn(file.readJson());
  /** undefined: to be forgotten. */
  const learned = new Map<string, Detected | undefined>();
  return {
    of: (device) => known.get(keyOf(device)),
    finished({ detected, wasMisjudged }, device) {
      const key = keyOf(device);
      const before = known.get(key);
      const isNews =
        before?.platform !== detected?.platform || before?.identification !== detected?.identification;
      if (wasMisjudged) learned.set(key, undefined);
      else if (detected && isNews) learned.set(key, detected);
    },
    async keep() {
      if (learned.size === 0) return;
      await file.updateJson((stored) => {
        const entries = entriesIn(stored);
        for (const [key, detected] of learned) {
          if (detected) entries.set(key, detected);
          else entries.delete(key);
        }
        return Object.fromEntries(entries);
      });
    },
  };
}

function keyOf({ host, port }: Pick<Device, 'host' | 'port'>): string {
  return `${host.toLowerCase()}:${port}`;
}

function entriesIn(stored: unknown): Map<string, Detected> {
  const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  return new Map(entries.flatMap(([key, value]) => (isDetected(value) ? [[key, value] as const] : [])));
}

function isDetected(value: unknown): value is Detected {
  if (typeof value !== 'object' || value === null) return false;
  const { platform, identification } = value as Partial<Record<keyof Detected, unknown>>; // looked at before it is used
  return typeof platform === 'string' && isPlatformName(platform) && typeof identification === 'string';
}
