import { journal, type RunHeader } from '../history/journal.ts';
import { type Show, showTogether } from '../reporters/together.ts';
import type { Wishes } from '../reporters/wishes.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import type { Plan } from './plan.ts';
import type { Purpose } from './purpose.ts';
import { recordViews } from './record-views.ts';
import type { Screen } from './screen.ts';
import { stateFolder } from './state-folder.ts';
import { groupingOf, purposeViews, stageViews, tellsOf, viewsOf } from './views.ts';
import { workingFolder } from './working-folder.ts';

/** What a run is shown by besides its options. */
type Showing = {
  readonly purpose: Purpose | undefined;
  readonly wishes: Wishes;
  readonly screen: Pick<Screen, 'stdout' | 'stderr'>;
};

/**
 * Opens all that shows a run or writes it down.
 * @throws UsageError where a file or folder cannot be written
 */
export async function openShow(
  plan: Plan,
  options: RunOptions,
  { purpose, wishes, screen }: Showing,
  env: Io['env'],
): Promise<Show> {
  const { stdout, stderr } = screen;
  const folder = stateFolder(env);
  const views = [
    // First, so that the summary is the last word.
    ...(options.isRecorded ? [{ open: journal(folder, headerOf(plan, options)), out: stderr }] : []),
    ...(purpose
      ? await purposeViews(purpose, options, { stdout, stderr })
      : await viewsOf(options, { stdout, stderr, startedAt: new Date() })),
    ...(await stageViews(options, stderr)),
    ...recordViews(options, { stdout, stateFolder: folder }),
  ];
  return showTogether(views, {
    devices: plan.devices,
    stdout,
    stderr,
    tells: purpose?.examine ? 'losses' : options.isCron ? 'failures' : tellsOf(options),
    grouping: groupingOf(options),
    wishes,
  });
}

function headerOf(
  { devices, inventorySize }: Plan,
  { typed, outputDir, lines }: Pick<RunOptions, 'typed' | 'outputDir' | 'lines'>,
): RunHeader {
  return {
    ...typed,
    folder: workingFolder(),
    startedAt: new Date().toISOString(),
    inventory: inventorySize,
    devices: devices.map(({ name, host, port, platform }) => ({ name, host, port, platform })),
    // Where they were filtered, the journal has them whole.
    outputDir: lines ? undefined : outputDir,
  };
}
