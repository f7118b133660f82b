import type { Device } from '../model/device.ts';
import { isPlatformName, PLATFORMS, type Platform } from '../platforms/index.ts';
import { openFileSink } from '../reporters/file-sink.ts';
import { files } from '../reporters/files.ts';
import { REPORTERS } from '../reporters/index.ts';
import { progressLines } from '../reporters/progress-lines.ts';
import { redacted } from '../reporters/redacted.ts';
import type { Grouping, ReporterFactory, Sink } from '../reporters/reporter.ts';
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
    return viewOf(
      redact === 'all' || (redact === 'auto' && isHandedOn) ? redacted(open, secretsOf) : open,
      file,
      stdout,
    );
  });
  if (outputDir !== undefined) {
    const open = files(outputDir);
    views.unshift({ open: redact === 'all' ? redacted(open, secretsOf) : open, out: stdout });
  }
  if (progress === 'lines') views.unshift({ open: progressLines, out: stderr });
  return views;
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

function viewOf(open: ReporterFactory, file: string | undefined, stdout: Sink): View {
  if (file === undefined) return { open, out: stdout };
  const out = openFileSink(file);
  const finish = async () => {
    const reason = await out.finish();
    return reason === undefined ? undefined : `${file} could not be written: ${reason}`;
  };
  return { open, out, finish };
}
