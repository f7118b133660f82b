import type { Outcome, Reply } from './outcome.ts';

/** The stages of a device's life, in order. */
export type Stage =
  | 'resolve'
  | 'connect'
  | 'handshake'
  | 'authenticate'
  | 'shell'
  | 'enable'
  | 'command'
  | 'logout';

/**
 * What happens in a run. `index` is the device's place in the list handed to `run`.
 * Per device exactly one `finished`, and nothing of that device after it.
 */
export type RunEvent =
  | { readonly type: 'started'; readonly index: number }
  /** `at`: when it began, in milliseconds since 1970 with fractions, since word of it comes later; absent: now. */
  | { readonly type: 'stage'; readonly index: number; readonly stage: Stage; readonly at?: number }
  | { readonly type: 'replied'; readonly index: number; readonly reply: Reply }
  /** It is tried once more, and what came of it so far counts no more. */
  | { readonly type: 'again'; readonly index: number; readonly outcome: Outcome }
  | { readonly type: 'finished'; readonly index: number; readonly outcome: Outcome };
