import type { Command } from 'commander';
import { UsageError } from '../model/usage-error.ts';

/**
 * Keeps what was asked for from getting lost where a run has a purpose of its own and says itself what it shows.
 * @param words what was typed to have it: `netrun grep`
 * @throws UsageError with all options on the command line that have no say then
 */
export function refuseOptionsOfRuns(program: Command, words: string): void {
  const typed = program.options.filter(
    (option) =>
      OF_RUNS.has(option.long ?? '') && program.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (typed.length === 0) return;
  const names = typed.map(({ long }) => long).join(', ');
  throw new UsageError([{ message: `${names}: that goes with a run, not with ${words}` }]);
}

const OF_RUNS: ReadonlySet<string> = new Set([
  '--output',
  '--output-dir',
  '--file-name',
  '--ignore',
  '--diff',
  '--diff-to',
  '--failed-only',
  '--summary-only',
  '--columns',
  '--show-prompt',
  '--rerun',
  '--reason',
]);
