import type { Outcome } from '../model/outcome.ts';
import type { Share } from '../rollout.ts';

/** What may go wrong in a run without making it one that went wrong. */
export type Tolerated = {
  /** So many devices; of several the largest counts. */
  readonly shares: readonly Share[];
  /** Statuses, kinds of failures and reasons of skipping, whatever their number. */
  readonly words: ReadonlySet<string>;
};

/** Counts what goes wrong, and says whether that is tolerated. */
export interface Tolerance {
  finished(outcome: Outcome): void;
  readonly isKept: boolean;
}

/** @param total devices of the run */
export function tolerance({ shares, words }: Tolerated, total: number): Tolerance {
  const most = Math.max(0, ...shares.map((share) => countOf(share, total)));
  let bad = 0;
  return {
    finished(outcome) {
      if (outcome.status === 'ok' || wordsOf(outcome).some((word) => words.has(word))) return;
      // A run that was ended early is none that a few devices were missing in.
      bad += outcome.status === 'cancelled' ? Number.POSITIVE_INFINITY : 1;
    },
    get isKept() {
      return bad <= most;
    },
  };
}

/** Rounded down: of ten devices 5% are none. */
function countOf(share: Share, total: number): number {
  return 'count' in share ? share.count : Math.floor((share.percent / 100) * total);
}

function wordsOf(outcome: Outcome): readonly string[] {
  switch (outcome.status) {
    case 'ok':
    case 'rejected':
    case 'cancelled':
      return [outcome.status];
    case 'failed':
      return [outcome.status, outcome.failure.kind];
    case 'skipped':
      return [outcome.status, outcome.reason];
  }
}
