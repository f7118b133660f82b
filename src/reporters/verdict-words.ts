import type { Verdict } from '../model/outcome.ts';

/** Why a device was not ok, in a few words; '' where it was, or where its replies say it. */
export function verdictWords(verdict: Verdict): string {
  switch (verdict.status) {
    case 'ok':
    case 'rejected':
    case 'cancelled':
      return '';
    case 'failed':
      return `${verdict.failure.kind}: ${verdict.failure.message}`;
    case 'skipped':
      return verdict.reason;
  }
}
