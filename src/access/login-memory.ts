import { join } from 'node:path';
import type { Device } from '../model/device.ts';
import type { Memory } from './memory.ts';
import { stateFile } from './state-file.ts';

/** What let netrun in to devices the last time, remembered between runs: trying it first saves round trips. */
export interface LoginMemory extends Memory {
  /** The device with what is remembered of it. */
  recall(device: Device): Device;
}

/** Reads what is remembered in a state folder; what cannot be read is not remembered. */
export function loginMemory(folder: string): LoginMemory {
  const file = stateFile(join(folder, 'logins.json'));
  const known = new Map(Object.entries(loginsIn(file.readJson())));
  const learned = new Map<string, string>();
  return {
    recall: (device) => ({ ...device, ssh: { ...device.ssh, remembered: known.get(keyOf(device)) } }),
    finished({ login }, device) {
      if (login === undefined || login === NOTHING) return;
      if ((known.get(keyOf(device)) ?? USUAL) !== login) learned.set(keyOf(device), login);
    },
    async keep() {
      if (learned.size === 0) return;
      await file.updateJson((stored) => {
        const logins = new Map(Object.entries(loginsIn(stored)));
        for (const [key, login] of learned) {
          if (login === USUAL) logins.delete(key);
          else logins.set(key, login);
        }
        return Object.fromEntries(logins);
      });
    },
  };
}

/** What is tried first in any case is not worth a line. */
const USUAL = 'password';

/** It lets everybody in: there is nothing to try first. */
const NOTHING = 'none';

function keyOf({ username, host, port }: Pick<Device, 'username' | 'host' | 'port'>): string {
  return `${username}@${host.toLowerCase()}:${port}`;
}

function loginsIn(stored: unknown): Readonly<Record<string, string>> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter(([, login]) => typeof login === 'string'));
}
