import type { Summary } from '../model/result.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';
import type { ExitCode } from './io.ts';

/** What a run is for, where it is not to show outputs: it has a view of its own, and its own exit codes. */
export type Purpose = {
  readonly view: ReporterFactory;
  /** The exit code of a run that came to its end. */
  codeOf(summary: Summary): ExitCode;
};
