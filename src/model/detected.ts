import type { PlatformName } from '../platforms/index.ts';

/** What a device turned out to be of which nobody had said it. */
export type Detected = {
  readonly platform: PlatformName;
  /** What its SSH server called itself then, without `SSH-2.0-`: another name means another system, or another release. */
  readonly identification: string;
};
