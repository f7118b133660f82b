import type { Job } from '../model/job.ts';
import type { Exchange } from './exchange.ts';
import { trouble } from './trouble.ts';

/**
 * Keeps a large output out of the memory, and one that never ends out of the disk.
 * @param unfinished characters of the line that has not ended
 * @throws Trouble where it is more than may be taken
 */
export function limitOutput(current: Exchange, unfinished: number, { output }: Job): void {
  const { maxBytes, spillFolder } = output;
  if (unfinished > LONGEST_LINE) {
    throw trouble('output-limit', 'a line of the output is longer than 64 MB');
  }
  if (current.size + unfinished > maxBytes) {
    const most = `${Math.round(maxBytes / 2 ** 20)} MB`;
    throw trouble('output-limit', `the output is larger than ${most}`, '--max-output allows more');
  }
  if (spillFolder !== undefined) current.spill(spillFolder);
  if (current.trouble) throw current.trouble;
}

/** A line is held in memory until it ends, whatever becomes of the output. */
const LONGEST_LINE = 64 * 2 ** 20;
