import { Option } from 'commander';
import type { Depth } from '../../model/examination.ts';
import type { OptionGroup } from './option-group.ts';

/** What `netrun doctor` looks at, and how it says it. */
export type DoctorSettings = {
  readonly stage: Depth;
  readonly format: 'text' | 'json' | 'ndjson';
  /** What devices offer is shown too, and not only what is agreed on. */
  readonly isDetailed: boolean;
  /** Devices that pass are not shown. */
  readonly quiet: boolean;
};

type Values = { stage: Depth; output: DoctorSettings['format']; verbose?: boolean; quiet?: boolean };

export const doctorOptions: OptionGroup<Values, DoctorSettings> = {
  title: 'The examination:',
  everyday: ['--stage', '--output', '--quiet', '--verbose'],
  options: () => [
    new Option('--stage <name>', 'how far: tcp (the connection), login (the prompt), enable, or all')
      .choices(['tcp', 'login', 'enable', 'all'] satisfies Depth[])
      .default('all'),
    new Option('-o, --output <format>', 'text, json or ndjson')
      .choices(['text', 'json', 'ndjson'] satisfies DoctorSettings['format'][])
      .default('text'),
    new Option('-q, --quiet', 'only the devices that do not pass'),
    new Option('-v, --verbose', 'also which algorithms devices offer'),
  ],
  read: ({ stage, output, verbose = false, quiet = false }) => ({
    stage,
    format: output,
    isDetailed: verbose,
    quiet,
  }),
};
