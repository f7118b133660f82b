import type { Observer } from '../model/result.ts';

/** Something that is remembered of devices between runs; each is asked when a plan is made, and learns from what ends how. */
export interface Memory extends Observer {
  /** Stores what was learned, once a run; a state folder that cannot be written to is no reason to fail it. */
  keep(): Promise<void>;
}
