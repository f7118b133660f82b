import type { Device } from '../model/device.ts';
import { isPlatformName, PLATFORMS, type Platform } from '../platforms/index.ts';
import { openFileSink } from '../reporters/file-sink.ts';
import { files } from '../reporters/files.ts';
import { REPORTERS } from '../reporters/index.ts';
import { progressLines } from '../reporters/progress-lines.ts';
import { redacted } from '../reporters/redacted.ts';
import type { Grouping, ReporterFactory, Sink } from '../reporters/reporter.ts';
import { timings } from '../reporters/timings.ts';
import type { Screen, View } from '../reporters/together.ts';
import type { OutputSettings } from './options/output.ts';

/**
 * Opens every way in which the options want a run shown.
 * @throws UsageError where a file or folder cannot be written
 */
export function viewsOf(
  {
    outputs,
    outputDir,
    progress,
    redact,
  }: Pick<OutputSettings, 'outputs' | 'outputDir' | 'progress' | 'redact'>,
  { stdout, stderr }: { readonly stdout: Sink; readonly stderr: Sink },
): View[] {
  const views = outputs.map(({ format, file }): View => {
    const { open, isHandedOn } = REPORTERS[format];
    const shown = redactedWhereAsked(open, redact === 'auto' && isHandedOn ? 'all' : redact);
    return file === undefined ? { open: shown, out: stdout } : fileView(shown, file);
  });
  if (outputDir !== undefined) {
    views.unshift({ open: redactedWhereAsked(files(outputDir), redact), out: stdout });
  }
  if (progress === 'lines') views.unshift({ open: progressLines, out: stderr });
  return views;
}

/** The table of the stages' times, where it is wanted; in front of what else is told on stderr. */
export function timingViews({ timings: isWanted }: Pick<OutputSettings, 'timings'>, stderr: Sink): View[] {
  return isWanted ? [{ open: timings, out: stderr }] : [];
}

/** The same way to show a run, without secrets where that is asked for. */
export function redactedWhereAsked(open: ReporterFactory, redact: OutputSettings['redact']): ReporterFactory {
  return redact === 'all' ? redacted(open, secretsOf) : open;
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
