import type { Depth } from '../model/examination.ts';
import type { Summary } from '../model/result.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';
import type { ExitCode } from './io.ts';

/** What a run is for, where it is not to show outputs: it has a view of its own, and its own exit codes. */
export type Purpose = {
  readonly view: ReporterFactory;
  /** It looks at secrets as well, and shows none where that is asked for. */
  readonly seesSecrets?: true;
  /** Devices are examined so far instead of being given commands, and the view says all there is to say of them. */
  readonly examine?: Depth;
  /** The exit code of a run that came to its end. */
  codeOf(summary: Summary): ExitCode;
  /** The exit code where not all could be looked at or shown. */
  readonly codeOfLoss: ExitCode;
};
