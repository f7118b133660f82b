import { join } from 'node:path';
import type { RecentRejections } from './lockout-guard.ts';
import { stateFile } from './state-file.ts';

/** What is kept: when a user's credentials were rejected, in milliseconds since 1970. Nothing of the secret. */
type Stored = Readonly<Record<string, readonly number[]>>;

/** Far longer than it takes to try again by hand, and as long as most servers count failures. */
const REMEMBERED_MS = 10 * 60 * 1000;

/**
 * Rejections of the last ten minutes, those of earlier runs included.
 * @param folder of the state
 * @param now milliseconds since 1970
 */
export function recentRejections(folder: string, now: () => number = Date.now): RecentRejections {
  const file = stateFile(join(folder, 'rejections.json'));
  const isRecent = (time: number) => time > now() - REMEMBERED_MS && time <= now();
  const recentIn = (stored: unknown): Stored => {
    if (typeof stored !== 'object' || stored === null) return {};
    const kept = Object.entries(stored).flatMap(([username, times]) => {
      const recent = Array.isArray(times)
        ? times.filter((time) => typeof time === 'number' && isRecent(time))
        : [];
      return recent.length > 0 ? [[username, recent] as const] : [];
    });
    return Object.fromEntries(kept);
  };
  const before = new Map(Object.entries(recentIn(file.readJson())));
  /** The user names of whom something is stored. */
  const remembered = new Set(before.keys());
  /** One after the other: what is cleared must not come back. */
  let last: Promise<unknown> = Promise.resolve();
  const update = (change: (recent: Stored) => Stored) => {
    last = last.then(() => file.updateJson((stored) => change(recentIn(stored))));
  };
  return {
    of: (username) => before.get(username)?.length ?? 0,
    add: (username) => {
      const time = now();
      remembered.add(username);
      update((recent) => {
        const earlier = Object.hasOwn(recent, username) ? recent[username] : undefined;
        return { ...recent, [username]: [...(earlier ?? []), time] };
      });
    },
    clear: (username) => {
      if (!remembered.delete(username)) return;
      before.delete(username);
      update(({ [username]: _, ...others }) => others);
    },
  };
}
