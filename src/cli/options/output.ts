import { InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../../model/usage-error.ts';
import { REPORTERS, type ReporterName } from '../../reporters/index.ts';
import type { Grouping } from '../../reporters/reporter.ts';
import type { OptionGroup } from './option-group.ts';
import { gatherExpressions, wholeNumber } from './values.ts';

/** What is shown, and where it goes. */
export type OutputSettings = {
  /** At most one of them without a file. */
  readonly outputs: readonly OutputChoice[];
  /** They stand on the command line, and not only in the environment or a file. */
  readonly isOutputTyped: boolean;
  /** A file per device goes there. */
  readonly outputDir: string | undefined;
  /** Of one command's output, where it is held in memory. */
  readonly maxOutputBytes: number;
  /** Secrets in outputs are replaced: in what is made to be handed on, everywhere, nowhere. */
  readonly redact: 'auto' | 'all' | 'none';
  /** What does not count where outputs are compared, besides what the platform knows of. */
  readonly ignore: readonly RegExp[];
  readonly diff: Grouping['diff'];
  /** `auto`: a line at the foot of a terminal; `lines`: a plain line per device on stderr. */
  readonly progress: 'auto' | 'lines' | 'none';
  /** How long the stages took is told on stderr. */
  readonly timings: boolean;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

/** A format, and the file that it goes to; undefined: standard output. */
type OutputChoice = { readonly format: ReporterName; readonly file: string | undefined };

type Values = {
  output?: OutputChoice[];
  outputDir?: string;
  maxOutput: number;
  progress?: boolean;
  redact?: boolean;
  ignore?: RegExp[];
  diff?: boolean;
  diffTo?: string;
  timings?: boolean;
  dryRun?: boolean;
  quiet?: boolean;
  verbose?: boolean;
};

const FORMATS = Object.keys(REPORTERS);

export const output: OptionGroup<Values, OutputSettings> = {
  title: 'Output:',
  everyday: ['--output', '--output-dir', '--dry-run', '--quiet', '--verbose'],
  options: () => [
    Object.assign(
      new Option(
        '-o, --output <format>',
        'how results are printed; FORMAT=FILE writes a file, repeat it for several',
      )
        .argParser(gatherOutput)
        .default(undefined, 'pretty')
        .env('NETRUN_OUTPUT'),
      // For the help alone, since a file may follow.
      { argChoices: FORMATS },
    ),
    new Option('--output-dir <folder>', "write each device's outputs to a file there").env(
      'NETRUN_OUTPUT_DIR',
    ),
    new Option('--max-output <MB>', "most of one command's output that is held in memory")
      .argParser(wholeNumber(1, 1024))
      .default(64)
      .env('NETRUN_MAX_OUTPUT'),
    new Option(
      '--ignore <regex>',
      'does not count where outputs are compared; repeat it for several',
    ).argParser(gatherExpressions),
    new Option('--diff', 'with -o grouped: what each group has otherwise than the largest one'),
    new Option('--diff-to <name>', 'the same against the group of this device'),
    new Option('--redact', 'replace secrets in outputs: hashes, communities, keys').env('NETRUN_REDACT'),
    new Option('--no-redact', 'leave them in markdown and html too'),
    new Option('--progress', 'a plain line on stderr for each device that has finished'),
    new Option('--no-progress', 'no line at the foot of the terminal that says how far the run is').env(
      'NETRUN_NO_PROGRESS',
    ),
    new Option('--timings', 'a table on stderr of where the time went: each stage, the slowest devices'),
    new Option('--dry-run', 'print what would be done; contact nothing'),
    new Option('-q, --quiet', 'results and failures only'),
    new Option('-v, --verbose', 'tell on stderr what happens on each device'),
  ],
  read(values, given) {
    const outputs = checkOutputs(values.output ?? [{ format: 'pretty', file: undefined }]);
    const isCompared = given.isFromCommandLine('diff') || given.isFromCommandLine('diffTo');
    if (isCompared && !outputs.some(({ format }) => REPORTERS[format].isOfGroups)) {
      throw new UsageError([
        { message: '--diff and --diff-to go with -o grouped, which says which devices are alike' },
      ]);
    }
    return {
      outputs,
      isOutputTyped: given.isFromCommandLine('output'),
      outputDir: values.outputDir,
      maxOutputBytes: values.maxOutput * 1024 * 1024,
      ignore: values.ignore ?? [],
      diff: values.diffTo !== undefined ? { to: values.diffTo } : values.diff ? 'largest' : 'none',
      redact: values.redact === undefined ? 'auto' : values.redact ? 'all' : 'none',
      progress: values.progress === undefined ? 'auto' : values.progress ? 'lines' : 'none',
      timings: values.timings === true,
      dryRun: values.dryRun === true,
      quiet: values.quiet === true,
      verbose: values.verbose === true,
    };
  },
};

function gatherOutput(value: string, before: unknown): OutputChoice[] {
  const [, format = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
  if (!isFormat(format)) throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(', ')}.`);
  if (file === '') throw new InvalidArgumentError(`a file is wanted behind "${format}=".`);
  // Commander hands over what this function gave before.
  return [...((before as OutputChoice[] | undefined) ?? []), { format, file }];
}

function isFormat(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}

function checkOutputs(outputs: readonly OutputChoice[]): readonly OutputChoice[] {
  const places = outputs.map(({ file }) => file);
  const repeated = places.find((place, at) => places.indexOf(place) !== at);
  const [first, ...others] = outputs.filter(({ file }) => file === undefined);
  if (first && others.length > 0) {
    throw new UsageError([
      {
        message: `two formats cannot both go to standard output: give one of them a file, as in -o ${others[0]?.format}=run.txt`,
      },
    ]);
  }
  if (repeated !== undefined)
    throw new UsageError([{ message: `two formats cannot both go to ${repeated}` }]);
  return outputs;
}
