import type { FailureKind } from '../model/failure.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ReporterFactory } from './reporter.ts';

/**
 * For Prometheus: what the textfile collector of node_exporter reads. The text follows both Prometheus's format and
 * OpenMetrics 1.0.
 * @param options.run tells the runs of one machine apart: the collector takes the same line only once
 * @param options.now the time, in milliseconds since 1970
 */
export function metrics({ run, now }: { run: string; now: () => number }): ReporterFactory {
  return ({ out }) => {
    /** By labels, since devices may share their names and addresses. */
    const up = new Map<string, number>();
    const durations = new Map<string, number>();
    const kinds = new Map<FailureKind, number>();
    return {
      result({ device: { name, host, port }, outcome }) {
        const labels = labelsOf({ run, device: name, host, port: String(port) });
        const isUp = upOf(outcome);
        if (isUp === undefined) return;
        up.set(labels, Math.min(up.get(labels) ?? 1, isUp));
        durations.set(labels, Math.max(durations.get(labels) ?? 0, outcome.durationMs / 1000));
        if (outcome.status !== 'failed') return;
        const { kind } = outcome.failure;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      },
      async end({ ok, rejected, failed, skipped, cancelled, durationMs }) {
        const statuses = Object.entries({ ok, rejected, failed, skipped, cancelled });
        await out.write(
          [
            ...family('netrun_devices', 'Devices of the last run by how they ended.', [
              ...statuses.map(([status, count]) => [labelsOf({ run, status }), count] as const),
            ]),
            ...family('netrun_failures', 'Devices of the last run that failed, by why.', [
              ...[...kinds].map(([kind, count]) => [labelsOf({ run, kind }), count] as const),
            ]),
            ...family(
              'netrun_device_up',
              '1: the device answered its commands in the last run; 0: it did not.',
              up,
            ),
            ...family(
              'netrun_device_duration_seconds',
              'Time that the device took in the last run.',
              durations,
            ),
            ...family('netrun_run_duration_seconds', 'Time that the last run took.', [
              [labelsOf({ run }), durationMs / 1000],
            ]),
            ...family(
              'netrun_last_run_timestamp_seconds',
              'When the last run ended, in seconds since 1970.',
              [[labelsOf({ run }), now() / 1000]],
            ),
            '# EOF',
            '',
          ].join('\n'),
        );
      },
    };
  };
}

/** undefined: nobody has asked it. */
function upOf({ status }: Outcome): 0 | 1 | undefined {
  switch (status) {
    case 'ok':
    case 'rejected':
      return 1;
    case 'failed':
      return 0;
    case 'skipped':
    case 'cancelled':
      return undefined;
  }
}

function family(name: string, help: string, samples: Iterable<readonly [string, number]>): readonly string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...[...samples].map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `{${pairs.join(',')}}`;
}

/** Other control characters may stand there, but no reader of lines should stumble over them. */
function escaped(value: string): string {
  return value
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '\ufffd');
}
