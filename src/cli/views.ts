import type { Device } from '../model/device.ts';
import { replaceParts } from '../model/parts-of-text.ts';
import { isPlatformName, PLATFORMS, type Platform } from '../platforms/index.ts';
import { openFileSink } from '../reporters/file-sink.ts';
import { files } from '../reporters/files.ts';
import type { Filtering } from '../reporters/filtered.ts';
import { REPORTERS } from '../reporters/index.ts';
import { progressLines } from '../reporters/progress-lines.ts';
import { REDACTED, redacted } from '../reporters/redacted.ts';
import type { Grouping, ReporterFactory, Sink } from '../reporters/reporter.ts';
import { stageLines } from '../reporters/stage-lines.ts';
import type { Screen, View } from '../reporters/together.ts';
import type { OutputSettings } from './options/output.ts';
import type { ShowingSettings } from './options/showing.ts';
import type { Purpose } from './purpose.ts';
import { filterWords } from './wishes.ts';

/**
 * Opens every way in which the options want a run shown.
 * @param startedAt when the run began, for the names of files
 * @throws UsageError where a file or folder cannot be written
 */
export async function viewsOf(
  {
    outputs,
    outputDir,
    fileName,
    lines,
    progress,
    redact,
    quiet,
  }: Pick<OutputSettings, 'outputs' | 'outputDir' | 'progress' | 'redact' | 'quiet'> &
    Pick<ShowingSettings, 'fileName' | 'lines'>,
  { stdout, stderr, startedAt }: { readonly stdout: Sink; readonly stderr: Sink; readonly startedAt: Date },
): Promise<View[]> {
  const filter = await filterOf(lines);
  const seen = (open: ReporterFactory, hides: OutputSettings['redact']) =>
    redactedWhereAsked(filter ? filter.filtered(open) : open, hides);
  const views = outputs.map(({ format, file }): View => {
    const { open, isHandedOn } = REPORTERS[format];
    const shown = seen(open, redact === 'auto' && isHandedOn ? 'all' : redact);
    return file === undefined ? { open: shown, out: stdout } : fileView(shown, file);
  });
  if (outputDir !== undefined) {
    const naming =
      fileName === undefined ? [] : [(await import('./file-naming.ts')).fileNaming(fileName, startedAt)];
    views.unshift({ open: seen(files(outputDir, ...naming), redact), out: stdout });
  }
  if (filter && !quiet) views.push({ open: filter.note, out: stderr });
  if (progress === 'lines') views.unshift({ open: progressLines, out: stderr });
  return views;
}

/** The way in which a run of its own purpose is shown: lines can be left out of anything. */
export async function purposeViews(
  { view, seesSecrets }: Purpose,
  options: Pick<OutputSettings, 'quiet' | 'redact'> & Pick<ShowingSettings, 'lines'>,
  { stdout, stderr }: { readonly stdout: Sink; readonly stderr: Sink },
): Promise<View[]> {
  const filter = await filterOf(options.lines);
  const shown = filter ? filter.filtered(view) : view;
  const open = seesSecrets ? shown : redactedWhereAsked(shown, options.redact);
  const views: View[] = [{ open, out: stdout }];
  if (filter && !options.quiet) views.push({ open: filter.note, out: stderr });
  return views;
}

/** The filter of lines that the options ask for. */
async function filterOf(lines: ShowingSettings['lines']): Promise<Filtering | undefined> {
  if (!lines) return undefined;
  const { filtering } = await import('../reporters/filtered.ts');
  return filtering(lines, filterWords(lines));
}

/** The stages of devices, as they come and as a table of their times, where that is wanted. */
export async function stageViews(
  { verbose, timings: isTimed }: Pick<OutputSettings, 'verbose' | 'timings'>,
  stderr: Sink,
): Promise<View[]> {
  return [
    ...(verbose ? [{ open: stageLines, out: stderr }] : []),
    ...(isTimed ? [{ open: (await import('../reporters/timings.ts')).timings, out: stderr }] : []),
  ];
}

/** The same way to show a run, without secrets where that is asked for. */
export function redactedWhereAsked(open: ReporterFactory, redact: OutputSettings['redact']): ReporterFactory {
  return redact === 'all' ? redacted(open, secretsOf) : open;
}

/** The same for lines of a text. */
export function redactedLines(
  device: Device,
  { text, lines }: { readonly text: string; readonly lines: readonly string[] },
): readonly string[] {
  const hide = (all: string) => replaceParts(all, secretsOf(device), REDACTED);
  const harmless = new Set(hide(text).split('\n'));
  // A line of a secret of several lines may look like none.
  return lines.map((line) => (harmless.has(hide(line)) ? hide(line) : REDACTED));
}

/**
 * A way to show a run in a file.
 * @param options.mode the file's permissions; absent: for its owner only
 * @throws UsageError where the file cannot be written
 */
export function fileView(open: ReporterFactory, file: string, options: { mode?: number } = {}): View {
  const out = openFileSink(file, options);
  const finish = async () => {
    const reason = await out.finish();
    return reason === undefined ? undefined : `${file} could not be written: ${reason}`;
  };
  return { open, out, finish };
}

/** What is told on stderr below them. */
export function tellsOf({ outputs, quiet }: Pick<OutputSettings, 'outputs' | 'quiet'>): Screen['tells'] {
  if (!quiet) return 'all';
  return outputs.some(({ format }) => REPORTERS[format].carriesFailures) ? 'losses' : 'failures';
}

/** How outputs are compared. */
export function groupingOf({ ignore, diff }: Pick<OutputSettings, 'ignore' | 'diff'>): Grouping {
  return { diff, volatileOf: (device) => [...typeOf(device).volatile, ...ignore] };
}

function secretsOf(device: Device): readonly RegExp[] {
  return typeOf(device).secrets;
}

/** A device of an earlier run may be of a platform that the user has taken away since. */
function typeOf({ platform, definition }: Device): Platform {
  return definition ?? PLATFORMS[isPlatformName(platform) ? platform : 'generic'];
}
