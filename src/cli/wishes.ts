import { didYouMean } from '../inventory/did-you-mean.ts';
import type { Device } from '../model/device.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { COLUMNS, type Column, type ColumnName, column, variableColumn } from '../reporters/columns.ts';
import { REPORTERS, type ReporterName } from '../reporters/index.ts';
import type { LineFilter } from '../reporters/line-filter.ts';
import type { Format } from '../reporters/reporter.ts';
import { orderOf } from '../reporters/sort-order.ts';
import { EVERYTHING, type Wishes } from '../reporters/wishes.ts';
import type { OutputSettings } from './options/output.ts';
import type { ShowingOption, ShowingSettings } from './options/showing.ts';

type Asked = ShowingSettings & Pick<OutputSettings, 'outputs'>;

/** @throws UsageError where a format cannot show what is asked for */
export function refuseMisfits(asked: Asked): void {
  const names = [...new Set(asked.outputs.map(({ format }) => format))];
  // What stands in a configuration is for all runs, and for those formats that can do it.
  const wrong = NEEDS.filter(({ option }) => asked.wished.includes(option)).flatMap(({ isMet, sentence }) =>
    names.filter((name) => !isMet(REPORTERS[name])).map((name) => ({ message: sentence(name) })),
  );
  if (wrong.length > 0) throw new UsageError(wrong);
}

/**
 * What the formats of a run are to show.
 * @throws UsageError with all columns that were typed and that these devices do not have
 */
export function wishesOf(asked: Asked, devices: readonly Device[]): Wishes {
  const { columns = [], sorting } = asked;
  // A configuration is for all inventories, and one without such a variable has an empty column.
  const typed = asked.wished.includes('--columns') ? columns : [];
  const wrong = typed.flatMap((name) => unknownColumn(name, devices));
  if (wrong.length > 0) throw new UsageError(wrong);
  return {
    devices: asked.shownDevices,
    parts: asked.parts,
    prompts: asked.prompts,
    order: sorting && orderOf(sorting),
    columns: asked.columns?.map(columnOf),
    filter: asked.lines && filterWords(asked.lines),
  };
}

/** What a run of its own purpose is to show: it says itself which devices and what of them. */
export function wishesOfPurpose({ sorting, lines }: Pick<Asked, 'sorting' | 'lines'>): Wishes {
  return { ...EVERYTHING, order: sorting && orderOf(sorting), filter: lines && filterWords(lines) };
}

/** The filter as it was typed, for those who see what it has left. */
export function filterWords({ begin, ...lists }: LineFilter): string {
  const typed = [
    ...(begin ? [`--begin ${begin.source}`] : []),
    ...Object.entries(lists).flatMap(([option, list]) => list.map(({ source }) => `--${option} ${source}`)),
  ];
  return typed.join(' ');
}

/** What a wish needs of a format, and why it is none for the others. */
const NEEDS: readonly {
  readonly option: ShowingOption;
  readonly isMet: (format: Format) => boolean;
  readonly sentence: (name: ReporterName) => string;
}[] = [
  {
    option: '--columns',
    isMet: ({ hasColumns }) => hasColumns === true,
    sentence: (name) => `--columns goes with -o csv, pretty and markdown: ${name} is no table`,
  },
  {
    option: '--summary-only',
    isMet: ({ hasSummary }) => hasSummary === true,
    sentence: (name) => `--summary-only leaves nothing of -o ${name}, which has no summary`,
  },
  {
    option: '--sort',
    isMet: ({ isOfGroups }) => !isOfGroups,
    sentence: (name) => `--sort does not go with -o ${name}, which shows the largest group first`,
  },
  {
    option: '--show-prompt',
    isMet: ({ isOfGroups }) => !isOfGroups,
    sentence: (name) =>
      `--show-prompt does not go with -o ${name}: devices of a group have prompts of their own`,
  },
];

function columnOf(name: string): Column {
  return isColumn(name) ? column(name) : variableColumn(name);
}

function isColumn(name: string): name is ColumnName {
  return Object.hasOwn(COLUMNS, name);
}

function unknownColumn(name: string, devices: readonly Device[]): readonly Problem[] {
  if (isColumn(name) || devices.some(({ variables }) => Object.hasOwn(variables, name))) return [];
  const all = [
    ...Object.keys(COLUMNS),
    ...new Set(devices.flatMap(({ variables }) => Object.keys(variables))),
  ];
  const near = didYouMean(name, all);
  const rest = near === '' ? `; there is ${Object.keys(COLUMNS).join(', ')}` : near;
  return [{ message: `--columns: "${name}" is no column, and no device has a variable of that name${rest}` }];
}
