import { Option } from 'commander';
import { UsageError } from '../../model/usage-error.ts';
import type { OptionGroup } from './option-group.ts';

/** What is written down of a run, and what of an earlier one is done again. */
export type RecordSettings = {
  readonly isRecorded: boolean;
  /** The devices of the last run to repeat: those that ended so, or that a file names. */
  readonly rerun: string | undefined;
  /** Only those of them that failed with this kind. */
  readonly reason: string | undefined;
};

type Values = { record: boolean; rerun?: string; reason?: string };

export const record: OptionGroup<Values, RecordSettings> = {
  title: 'Earlier runs:',
  everyday: ['--rerun'],
  options: () => [
    new Option('--rerun <what>', 'the last run again, for devices that were failed, rejected, skipped …'),
    new Option('--reason <kind>', 'with --rerun: only those that failed so, such as timeout'),
    new Option('--no-record', 'write nothing down about this run').env('NETRUN_NO_RECORD'),
  ],
  read({ record: isRecorded, rerun, reason }) {
    if (reason !== undefined && rerun === undefined) {
      throw new UsageError([
        { message: '--reason goes with --rerun: netrun --rerun failed --reason timeout' },
      ]);
    }
    return { isRecorded, rerun, reason };
  },
};
