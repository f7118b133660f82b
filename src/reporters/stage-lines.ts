import type { ReporterFactory } from './reporter.ts';
import { visibleLine } from './visible.ts';

/** A plain line for each stage of each device: `0.412 sw01: authenticate`, in seconds since the run began. */
export const stageLines: ReporterFactory = ({ devices, out, now }) => {
  const startedAt = now();
  return {
    async event(event) {
      const device = devices[event.index];
      if (!device || event.type === 'replied') return;
      const time = ((now() - startedAt) / 1000).toFixed(3);
      const what = event.type === 'stage' ? event.stage : event.type;
      await out.write(`${time} ${visibleLine(device.name)}: ${what}\n`);
    },
    result() {},
    end() {},
  };
};
