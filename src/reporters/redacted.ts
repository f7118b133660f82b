import { readFile } from 'node:fs/promises';
import type { Device } from '../model/device.ts';
import type { Outcome, Reply } from '../model/outcome.ts';
import { replaceParts } from '../model/parts-of-text.ts';
import type { ReporterFactory } from './reporter.ts';

/**
 * The same way to show a run, with the secrets in what devices printed replaced.
 * @param secretsOf what a device's platform knows of the secrets in its outputs
 */
export function redacted(
  open: ReporterFactory,
  secretsOf: (device: Device) => readonly RegExp[],
): ReporterFactory {
  return (context) => {
    const reporter = open(context);
    return {
      ...(reporter.event && { event: reporter.event }),
      async result(result, index) {
        const patterns = secretsOf(result.device);
        const hide = (text: string) => replaceParts(text, patterns, REDACTED);
        const onLost = context.lostOf(result);
        const replies: Reply[] = [];
        for (const reply of result.replies) replies.push(await redactReply(reply, hide, onLost));
        await reporter.result({ ...result, replies, outcome: redactOutcome(result.outcome, hide) }, index);
      },
      end: (summary) => reporter.end(summary),
    };
  };
}

/** What stands in the place of a secret. */
export const REDACTED = '<redacted>';

/** So much of an output is held in memory to look for secrets that stand on several lines. */
const MOST_BYTES = 64 * 1024 * 1024;

async function redactReply(
  { outputFile, ...reply }: Reply,
  hide: (text: string) => string,
  onLost: (sentence: string) => void,
): Promise<Reply> {
  if (!outputFile) return { ...reply, output: hide(reply.output) };
  const { path, bytes } = outputFile;
  const text = bytes > MOST_BYTES ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  if (text !== undefined) return { ...reply, output: hide(text) };
  // What could not be looked through is not shown: that is what redaction promises.
  onLost(`the output of "${reply.command}" could not be looked through for secrets, and is left out`);
  return { ...reply, output: '', status: 'partial' };
}

function redactOutcome(outcome: Outcome, hide: (text: string) => string): Outcome {
  if (outcome.status !== 'failed' || outcome.failure.lastLine === undefined) return outcome;
  return { ...outcome, failure: { ...outcome.failure, lastLine: hide(outcome.failure.lastLine) } };
}
