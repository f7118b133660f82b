import { formatDuration } from './duration.ts';
import type { ReporterFactory } from './reporter.ts';
import { visibleLine } from './visible.ts';

/** A plain line for each device that has finished, for logs: `12/100 sw01: ok in 0.42 s`. */
export const progressLines: ReporterFactory = ({ devices, out }) => {
  let done = 0;
  return {
    async result({ device, outcome }) {
      done++;
      const how = outcome.status === 'failed' ? `failed (${outcome.failure.kind})` : outcome.status;
      const time = formatDuration(outcome.durationMs, { decimals: 2 });
      await out.write(`${done}/${devices.length} ${visibleLine(device.name)}: ${how} in ${time}\n`);
    },
    end() {},
  };
};
