import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { stateFile } from '../../access/state-file.ts';

/** An inventory as it was when it could last be had. */
type Copy = {
  /** ISO 8601. */
  readonly savedAt: string;
  readonly count: number;
  /** What it was made of; null where only the number is kept. */
  readonly rows: unknown;
};

/** What is remembered of one inventory that comes from elsewhere. */
export type LastCopy = {
  /** undefined: there is none. */
  read(): Copy | undefined;
  /**
   * Keeps a new one.
   * @returns a sentence where it has shrunk by more than a fifth, since that is mostly a mistake
   */
  replace(rows: unknown, count: number): string[];
};

/** @param name of the inventory; only a hash of it names the file */
export function lastCopy(stateFolder: string, name: string): LastCopy {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const file = stateFile(join(stateFolder, 'inventories', `${hash}.json`));
  const read = () => {
    const stored = file.readJson();
    return isCopy(stored) ? stored : undefined;
  };
  return {
    read,
    replace(rows, count) {
      const before = read();
      const copy: Copy = { savedAt: new Date().toISOString(), count, rows };
      file.replace(`${JSON.stringify(copy)}\n`);
      return before && count < before.count * LEAST_LEFT
        ? [`the inventory has shrunk from ${before.count} devices to ${count} since the last run`]
        : [];
    },
  };
}

const LEAST_LEFT = 0.8;

function isCopy(stored: unknown): stored is Copy {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'savedAt' in stored &&
    typeof stored.savedAt === 'string' &&
    'count' in stored &&
    typeof stored.count === 'number' &&
    'rows' in stored
  );
}
