import { existsSync, readFileSync } from 'node:fs';
import { lastRun, type PastRun } from '../history/past-run.ts';
import type { InventoryDevice } from '../model/device.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Io } from './io.ts';
import { stateFolder } from './state-folder.ts';
import { workingFolder } from './working-folder.ts';

/** Which devices of an earlier run are to be repeated. */
export type Rerun = {
  /** The command line to parse in the place of what was typed. */
  readonly argv: readonly string[];
  isWanted(device: Pick<InventoryDevice, 'name' | 'host' | 'port'>): boolean;
};

/** What was typed, taken apart. */
export type RerunWish = {
  /** Statuses with commas between them, or a file of results. */
  readonly what: string;
  /** Only failures of this kind. */
  readonly reason: string | undefined;
  /** What else was typed: it goes before what the last run had. */
  readonly options: readonly string[];
  readonly words: readonly string[];
};

/**
 * Makes a command line of the last run's and of what was typed now.
 * @throws UsageError where there is nothing to repeat
 */
export function planRerun({ what, reason, options, words }: RerunWish, io: Io): Rerun {
  const last = lastRun(stateFolder(io.env));
  const wanted = existsSync(what) ? fromFile(what, reason) : fromRun(last, what, reason);
  if (wanted.size === 0) {
    const how = reason === undefined ? what : `${what} (${reason})`;
    throw new UsageError([{ message: `no device of that run was ${how}: there is nothing to repeat` }]);
  }
  return {
    argv:
      words.length > 0
        ? [...options, ...words]
        : [...exceptOutputs(optionsOf(last, what), options), ...options, ...commandOf(last)],
    // A name is enough, so that an address may have been mended; devices that share theirs need more.
    isWanted: ({ name, host, port }) =>
      [keyOf(name), keyOf(name, host), keyOf(name, host, port ?? 22)].some((key) => wanted.has(key)),
  };
}

const STATUSES = ['rejected', 'failed', 'skipped', 'cancelled'] as const;

function fromRun(run: PastRun | undefined, what: string, reason: string | undefined): Set<string> {
  const named = what.split(',').map((word) => word.trim());
  const wrong = named.filter((word) => !STATUSES.includes(word as (typeof STATUSES)[number]));
  if (wrong.length > 0) {
    throw new UsageError([
      { message: `--rerun takes ${STATUSES.join(', ')} or a file of results, not "${wrong.join(', ')}"` },
    ]);
  }
  const results = run?.results ?? [];
  const names = new Map<string, number>();
  for (const { device } of results) names.set(device.name, (names.get(device.name) ?? 0) + 1);
  return new Set(
    results
      .filter(({ outcome }) => named.includes(outcome.status) && hasReason(outcome, reason))
      .map(({ device: { name, host, port } }) =>
        names.get(name) === 1 ? keyOf(name) : keyOf(name, host, port),
      ),
  );
}

function hasReason(
  outcome: { readonly status: string; readonly failure?: { readonly kind: string } | null },
  reason: string | undefined,
): boolean {
  return reason === undefined || outcome.failure?.kind === reason;
}

/** Results as `-o json` or `-o ndjson` write them. */
function fromFile(file: string, reason: string | undefined): Set<string> {
  const text = readFileSync(file, 'utf8');
  try {
    const results = resultsIn(text).filter(
      (result) => result.status !== 'ok' && hasReason({ ...result, status: String(result.status) }, reason),
    );
    return new Set(results.map(({ device, host }) => keyOf(String(device), String(host))));
  } catch {
    throw new UsageError([
      { file, message: 'these are no results: -o json=FILE or -o ndjson=FILE writes them' },
    ]);
  }
}

type Stored = { device?: unknown; host?: unknown; status?: unknown; failure?: { kind: string } | null };

function resultsIn(text: string): readonly Stored[] {
  try {
    const document: { results?: readonly Stored[] } = JSON.parse(text);
    if (document.results) return document.results;
  } catch {
    // Several lines are no document.
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(resultIn);
}

/** @throws where a line is something else, such as a document that has only a summary */
function resultIn(line: string): Stored {
  const stored: Stored = JSON.parse(line);
  if (typeof stored.device !== 'string') throw new Error('no result');
  return stored;
}

function optionsOf(run: PastRun | undefined, what: string): readonly string[] {
  if (!run) {
    throw new UsageError([
      {
        message: `there is no earlier run to repeat: give a command, as in netrun --rerun ${what} "show clock"`,
      },
    ]);
  }
  const { folder, options } = run.header;
  if (folder !== workingFolder()) {
    throw new UsageError([{ message: `the last run was in another folder: cd ${folder}` }]);
  }
  return options;
}

/** Of two values the later one counts, but formats add up: those that are typed now are to replace the others. */
function exceptOutputs(before: readonly string[], now: readonly string[]): readonly string[] {
  const isOutput = (word: string) => /^(?:-o|--output(?:=|$))/.test(word);
  if (!now.some(isOutput)) return before;
  return before.filter(
    (word, place) => !isOutput(word) && !/^(?:-o|--output)$/.test(before[place - 1] ?? ''),
  );
}

function commandOf(run: PastRun | undefined): readonly string[] {
  return run?.header.command === undefined ? [] : ['--', run.header.command];
}

function keyOf(name: string, host?: string, port?: number): string {
  return JSON.stringify([name, host, port]);
}
