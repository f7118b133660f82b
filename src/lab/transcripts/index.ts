import type { PlatformName } from '../../platforms/index.ts';
import type { Transcript } from '../transcript.ts';
import { ciscoIos } from './cisco-ios.ts';
import { linux } from './linux.ts';

/** What the lab plays, by platform. */
export const TRANSCRIPTS = {
  cisco_ios: ciscoIos,
  linux,
} satisfies Record<PlatformName, Transcript> as Readonly<Record<PlatformName, Transcript>>;
