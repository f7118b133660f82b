import { setTimeout } from 'node:timers/promises';
import type { Outcome } from './model/outcome.ts';
import type { Skip } from './model/skip.ts';

/** A number of devices, or a part of all of them. */
export type Share = { readonly count: number } | { readonly percent: number };

/** How a run goes on from its first devices to all of them. */
export type RolloutOptions = {
  /** Devices of the run. */
  readonly total: number;
  /** Sizes of the waves; the last one counts for all further waves too. Empty: all at once. */
  readonly waves: readonly Share[];
  /** Between two waves, in milliseconds. */
  readonly pauseMs: number;
  /** Failures after which no further device is begun; undefined: none is too many. */
  readonly mostFailures: Share | undefined;
};

/** In which order devices may begin, and when it is enough. */
export interface Rollout {
  /** Resolves when a device's wave has come: all devices of the waves before are finished. */
  turn(index: number, signal: AbortSignal): Promise<void>;
  /** Why a device that is to begin now is left out; undefined: it is not. */
  skip(): Skip | undefined;
  finished(outcome: Outcome): void;
}

/**
 * Makes waves of a run, and ends it where too many devices have failed.
 * @returns what `run` is given as `turn`, what it asks for each device as `skip`, and what is to be told of each outcome
 */
export function rollout({ total, waves, pauseMs, mostFailures }: RolloutOptions): Rollout {
  const ends = endsOf(waves, total);
  const most =
    mostFailures === undefined ? Number.POSITIVE_INFINITY : Math.max(1, countOf(mostFailures, total));
  let failures = 0;
  let finished = 0;
  /** Resolvers of the waves that have not come, by the number of devices that are to be finished before. */
  const gates = new Map<number, { readonly opened: Promise<void>; readonly open: () => void }>();
  for (const end of ends.slice(0, -1)) {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    gates.set(end, { opened, open });
  }
  return {
    async turn(index, signal) {
      const before = ends.findLast((end) => end <= index);
      const gate = before === undefined ? undefined : gates.get(before);
      if (gate) await Promise.race([gate.opened, aborted(signal)]);
      // Once it is enough nobody needs to wait to hear so.
      if (gate && pauseMs > 0 && failures < most)
        await setTimeout(pauseMs, undefined, { signal }).catch(() => {});
    },
    skip() {
      if (failures < most) return undefined;
      const what = failures === 1 ? '1 device has failed' : `${failures} devices have failed`;
      return { skip: `max-failures: ${what}, and no further one was begun`, notes: [] };
    },
    finished({ status }) {
      finished++;
      if (status === 'failed' || status === 'rejected') failures++;
      for (const [before, { open }] of gates) if (finished >= before) open();
    },
  };
}

function countOf(share: Share, total: number): number {
  return 'count' in share ? share.count : Math.ceil((share.percent / 100) * total);
}

/** How many devices belong to each wave and those before it. */
function endsOf(waves: readonly Share[], total: number): readonly number[] {
  const ends: number[] = [];
  for (let end = 0, wave = 0; end < total; wave++) {
    const share = waves[Math.min(wave, waves.length - 1)];
    end = share ? Math.min(total, end + Math.max(1, countOf(share, total))) : total;
    ends.push(end);
  }
  return ends;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
