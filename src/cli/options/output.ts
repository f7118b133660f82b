import { Option } from 'commander';
import { REPORTERS, type ReporterName } from '../../reporters/index.ts';
import type { OptionGroup } from './option-group.ts';
import { wholeNumber } from './values.ts';

/** What is shown, and where it goes. */
export type OutputSettings = {
  readonly output: ReporterName;
  /** A file per device goes there. */
  readonly outputDir: string | undefined;
  /** Of one command's output, where it is held in memory. */
  readonly maxOutputBytes: number;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

type Values = {
  output: ReporterName;
  outputDir?: string;
  maxOutput: number;
  dryRun?: boolean;
  quiet?: boolean;
  verbose?: boolean;
};

export const output: OptionGroup<Values, OutputSettings> = {
  title: 'Output:',
  everyday: ['--output', '--output-dir', '--dry-run', '--quiet', '--verbose'],
  options: () => [
    new Option('-o, --output <format>', 'how results are printed')
      .choices(Object.keys(REPORTERS))
      .default('pretty')
      .env('NETRUN_OUTPUT'),
    new Option('--output-dir <folder>', "write each device's outputs to a file there").env(
      'NETRUN_OUTPUT_DIR',
    ),
    new Option('--max-output <MB>', "most of one command's output that is held in memory")
      .argParser(wholeNumber(1, 1024))
      .default(64)
      .env('NETRUN_MAX_OUTPUT'),
    new Option('--dry-run', 'print what would be done; contact nothing'),
    new Option('-q, --quiet', 'results and failures only'),
    new Option('-v, --verbose', 'tell on stderr what happens on each device'),
  ],
  read: (values) => ({
    output: values.output,
    outputDir: values.outputDir,
    maxOutputBytes: values.maxOutput * 1024 * 1024,
    dryRun: values.dryRun === true,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  }),
};
