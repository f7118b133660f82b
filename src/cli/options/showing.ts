import { InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../../model/usage-error.ts';
import { COLUMNS } from '../../reporters/columns.ts';
import type { LineFilter } from '../../reporters/line-filter.ts';
import { SORT_KEYS, type Sorting, type SortKey } from '../../reporters/sort-order.ts';
import type { Wishes } from '../../reporters/wishes.ts';
import type { OptionGroup } from './option-group.ts';
import { gatherExpressions, regularExpression } from './values.ts';

/** What of the results is shown, and how. */
export type ShowingSettings = {
  readonly prompts: Wishes['prompts'];
  readonly shownDevices: Wishes['devices'];
  readonly parts: Wishes['parts'];
  readonly sorting: Sorting | undefined;
  /** As they were typed: some may be variables of the inventory, which has not been read yet. */
  readonly columns: readonly string[] | undefined;
  /** The names of files below `--output-dir`, with placeholders. */
  readonly fileName: string | undefined;
  /** Which lines of outputs; undefined: all. */
  readonly lines: LineFilter | undefined;
  /** Those of these options that stand on the command line, and not only in the environment or a file. */
  readonly wished: readonly ShowingOption[];
};

/** What a format may be unable to do, or a run of its own purpose. */
export type ShowingOption = keyof typeof OPTIONS;

/** As commander calls them. */
const OPTIONS = {
  '--failed-only': 'failedOnly',
  '--summary-only': 'summaryOnly',
  '--sort': 'sort',
  '--columns': 'columns',
  '--show-prompt': 'showPrompt',
  '--file-name': 'fileName',
  '--include': 'include',
  '--omit': 'omit',
  '--begin': 'begin',
  '--section': 'section',
} as const;

type Values = {
  showPrompt?: boolean;
  failedOnly?: boolean;
  summaryOnly?: boolean;
  sort?: Sorting;
  columns?: readonly string[];
  fileName?: string;
  begin?: RegExp;
  section?: RegExp[];
  include?: RegExp[];
  omit?: RegExp[];
  outputDir?: string;
};

export const showing: OptionGroup<Values, ShowingSettings> = {
  title: 'What is shown of it:',
  everyday: [],
  options: () => [
    new Option('--include <regex>', 'of outputs only lines that match; repeat it for several').argParser(
      gatherExpressions,
    ),
    new Option('--omit <regex>', 'of outputs no lines that match; repeat it for several').argParser(
      gatherExpressions,
    ),
    new Option('--begin <regex>', 'of outputs what comes from the first line on that matches').argParser(
      regularExpression,
    ),
    new Option(
      '--section <regex>',
      'of outputs lines that match, with the lines indented below them; repeat it for several',
    ).argParser(gatherExpressions),
    new Option('--failed-only', 'only devices that were not ok'),
    new Option('--summary-only', 'nothing of single devices, only what is said of the run'),
    // The choices are for the help and for completion alone: there may be several, and more than these.
    Object.assign(
      new Option('--sort <keys>', 'in this order; -KEY is backwards')
        .argParser(readSorting)
        .env('NETRUN_SORT'),
      { argChoices: Object.keys(SORT_KEYS) },
    ),
    Object.assign(
      new Option('--columns <names>', 'a table of these or variables, in csv, pretty and markdown')
        .argParser(readColumns)
        .env('NETRUN_COLUMNS'),
      { argChoices: Object.keys(COLUMNS) },
    ),
    new Option('--show-prompt', 'before each output what was typed, behind the prompt of the device').env(
      'NETRUN_SHOW_PROMPT',
    ),
    new Option('--file-name <template>', "of --output-dir, such as '{name}-{command}-{date}.txt'").env(
      'NETRUN_FILE_NAME',
    ),
  ],
  read(values, { isFromCommandLine }) {
    const { begin, section = [], include = [], omit = [] } = values;
    if (values.outputDir === undefined && isFromCommandLine('fileName')) {
      throw new UsageError([
        { message: '--file-name goes with --output-dir, which says where the files go' },
      ]);
    }
    const isFiltered = begin !== undefined || [section, include, omit].some(({ length }) => length > 0);
    return {
      prompts: values.showPrompt ? 'shown' : 'hidden',
      shownDevices: values.failedOnly ? 'not ok' : 'all',
      parts: values.summaryOnly ? 'summary' : 'all',
      sorting: values.sort,
      columns: values.columns,
      fileName: values.fileName,
      lines: isFiltered ? { begin, section, include, omit } : undefined,
      // Object.keys gives strings; these are the keys of the table.
      wished: (Object.keys(OPTIONS) as ShowingOption[]).filter((name) => isFromCommandLine(OPTIONS[name])),
    };
  },
};

function readSorting(value: string, before: unknown): Sorting {
  const sorting = value.split(',').map((word): Sorting[number] => {
    const [, minus, key = ''] = /^\s*(-?)(.*?)\s*$/s.exec(word) ?? [];
    if (!isSortKey(key)) {
      throw new InvalidArgumentError(
        `there is ${Object.keys(SORT_KEYS).join(', ')}, each with - for backwards.`,
      );
    }
    return { key, direction: minus === '-' ? 'down' : 'up' };
  });
  // Commander hands over what this function gave before.
  return [...((before as Sorting | undefined) ?? []), ...sorting];
}

function isSortKey(key: string): key is SortKey {
  return Object.hasOwn(SORT_KEYS, key);
}

function readColumns(value: string, before: unknown): readonly string[] {
  const names = value.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('names with commas between them are wanted.');
  // Commander hands over what this function gave before.
  return [...((before as readonly string[] | undefined) ?? []), ...names];
}
