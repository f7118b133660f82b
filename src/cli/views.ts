import { openFileSink } from '../reporters/file-sink.ts';
import { files } from '../reporters/files.ts';
import { REPORTERS } from '../reporters/index.ts';
import { progressLines } from '../reporters/progress-lines.ts';
import type { Format, Sink } from '../reporters/reporter.ts';
import type { Screen, View } from '../reporters/together.ts';
import type { OutputSettings } from './options/output.ts';

/**
 * Opens every way in which the options want a run shown.
 * @throws UsageError where a file or folder cannot be written
 */
export function viewsOf(
  { outputs, outputDir, progress }: Pick<OutputSettings, 'outputs' | 'outputDir' | 'progress'>,
  { stdout, stderr }: { readonly stdout: Sink; readonly stderr: Sink },
): View[] {
  const views = outputs.map(({ format, file }) => viewOf(REPORTERS[format], file, stdout));
  if (outputDir !== undefined) views.unshift({ open: files(outputDir), out: stdout });
  if (progress === 'lines') views.unshift({ open: progressLines, out: stderr });
  return views;
}

/** What is told on stderr below them. */
export function tellsOf({ outputs, quiet }: Pick<OutputSettings, 'outputs' | 'quiet'>): Screen['tells'] {
  if (!quiet) return 'all';
  return outputs.some(({ format }) => REPORTERS[format].carriesFailures) ? 'losses' : 'failures';
}

function viewOf({ open }: Format, file: string | undefined, stdout: Sink): View {
  if (file === undefined) return { open, out: stdout };
  const out = openFileSink(file);
  const finish = async () => {
    const reason = await out.finish();
    return reason === undefined ? undefined : `${file} could not be written: ${reason}`;
  };
  return { open, out, finish };
}
