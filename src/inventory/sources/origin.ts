import type { Uid } from '../../access/file-safety.ts';
import type { Reading, Source } from '../inventory.ts';
import type { Problems } from '../problems.ts';

/** Where an inventory comes from. */
type Origin = 'file' | 'list' | 'stdin' | 'program' | 'netbox';

/** An inventory that has been fetched: a text in some format, or what is already known to be devices. */
export type Opened = {
  readonly origin: Origin;
  readonly content: Source | Reading;
  /** What the user must know although it is no error. */
  readonly warnings: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/** What an inventory is fetched with. */
export type OpenContext = {
  readonly problems: Problems;
  readonly env: Environment;
  /** That of the programs that are run: without the variables that hold secrets. */
  readonly programs: Environment;
  readonly uid: Uid;
  /** anywhere: run a program even where somebody else could have written it. */
  readonly commands: 'anywhere' | 'local-files';
  /** Where what is remembered between runs lies. */
  readonly stateFolder: string | undefined;
  /** All of standard input. @throws UsageError where it is a terminal */
  readStdin(): Promise<string>;
};
