import type { ChalkInstance } from 'chalk';
import type { Failure } from '../model/failure.ts';
import { foldNames } from '../model/node-set.ts';
import type { Reply } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import { exitWords } from './exit-words.ts';
import { visibleLine } from './visible.ts';

/** Devices with the same cause, to be told of at once. */
export type Block = {
  readonly cause: Cause;
  /** Names of the devices; a name stands there as often as devices bear it. */
  readonly names: readonly string[];
  /** Their places in the inventory. */
  readonly indexes: readonly number[];
  /** What the devices had printed last, each line with the devices that printed it. */
  readonly lastLines: ReadonlyMap<string, readonly string[]>;
};

/** Something people should know of a device. */
type Cause = {
  readonly status: 'note' | 'rejected' | 'skipped' | 'cancelled' | 'failed';
  /** What happened, on one line and without the device. */
  readonly title: string;
  /** More lines, such as the hint. */
  readonly details: readonly string[];
};

/** Gathers what people should know of the devices, and folds equal causes. */
export interface Blocks {
  /** `index`: the device's place in the inventory. */
  add(result: Result, index: number): void;
  /** Notes first and failures last, where the eye is when a run ends; within these, in inventory order. */
  list(): Block[];
}

/** @returns blocks of no devices yet; they hold names, not results, so the outputs of a run can be let go */
export function gatherBlocks(): Blocks {
  const gathered = new Map<string, Gathering>();
  return {
    add(result, index) {
      const { device, outcome } = result;
      const lastLine = outcome.status === 'failed' ? outcome.failure.lastLine : undefined;
      for (const cause of causesOf(result)) {
        const key = JSON.stringify(cause);
        const gathering = gathered.get(key) ?? { cause, members: [] };
        gathering.members.push({
          index,
          name: device.name,
          lastLine: cause.status === 'failed' ? lastLine : undefined,
        });
        gathered.set(key, gathering);
      }
    },
    list() {
      const sorted = [...gathered.values()].map(({ cause, members }) => ({
        cause,
        members: members.toSorted((a, b) => a.index - b.index),
      }));
      sorted.sort((a, b) => ORDER[a.cause.status] - ORDER[b.cause.status] || firstIndex(a) - firstIndex(b));
      return sorted.map(({ cause, members }) => ({
        cause,
        names: members.map(({ name }) => name),
        indexes: members.map(({ index }) => index),
        lastLines: byLastLine(members),
      }));
    },
  };
}

/**
 * A block as text for stderr: `failed (auth): the password was refused: sw[01-12] (12)`, below it, indented, the hint,
 * what was waited for and what was last printed. Nothing in it can act on a terminal.
 * @returns lines, each with its newline
 */
export function formatBlock({ cause, names, lastLines }: Block, chalk: ChalkInstance): string {
  const colour = {
    note: chalk.dim,
    rejected: chalk.yellow,
    skipped: chalk.yellow,
    cancelled: chalk.yellow,
    failed: chalk.red,
  };
  const title = visibleLine(cause.title).replace(/\.$/, '');
  const shownLastLines = [...lastLines].slice(0, LAST_LINES_SHOWN);
  const left = lastLines.size - shownLastLines.length;
  const lines = [
    colour[cause.status](`${title}: ${nameList(names)}`),
    ...cause.details.map((detail) => `  ${visibleLine(detail)}`),
    ...shownLastLines.map(([line, printedBy]) => {
      const by = lastLines.size > 1 ? `: ${nameList(printedBy)}` : '';
      return chalk.dim(`  last line: "${visibleLine(line)}"${by}`);
    }),
    ...(left > 0 ? [chalk.dim(`  and ${left} other last ${left === 1 ? 'line' : 'lines'}`)] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Enough to see what they have in common; each result holds its own in full. */
export const LAST_LINES_SHOWN = 3;

const ORDER = { note: 0, rejected: 1, skipped: 2, cancelled: 3, failed: 4 };

type Member = { readonly index: number; readonly name: string; readonly lastLine: string | undefined };
type Gathering = { readonly cause: Cause; readonly members: Member[] };

function causesOf(result: Result): Cause[] {
  return [...result.outcome.notes.map(noteCause), ...verdictCauses(result)];
}

function verdictCauses({ replies, outcome }: Result): Cause[] {
  switch (outcome.status) {
    case 'ok':
      return [];
    case 'rejected': {
      const refused = replies.filter(({ status }) => status === 'rejected').map(rejection);
      return [cause('rejected', refused.length > 0 ? `rejected: ${refused.join(', ')}` : 'rejected')];
    }
    case 'skipped':
      return [cause('skipped', `skipped: ${outcome.reason}`)];
    case 'cancelled':
      return [cause('cancelled', 'cancelled')];
    case 'failed':
      return [failureCause(outcome.failure)];
  }
}

function rejection(reply: Reply): string {
  const why = exitWords(reply);
  return why === undefined ? reply.command : `${reply.command} (${why})`;
}

function noteCause(note: string): Cause {
  return cause('note', `note: ${note}`);
}

function failureCause({ kind, message, hint, awaited }: Failure): Cause {
  const found = cause('failed', `failed (${kind}): ${message}`);
  const details = [...found.details];
  if (hint !== '') details.push(`hint: ${hint}`);
  if (awaited !== undefined) details.push(`waited for: ${awaited}`);
  return { ...found, details };
}

/** A message of many lines, such as the stack of a bug, has its first as the title. */
function cause(status: Cause['status'], text: string): Cause {
  const [title = '', ...details] = text.trimEnd().split('\n');
  return { status, title, details };
}

function firstIndex({ members }: Gathering): number {
  return members[0]?.index ?? 0;
}

function byLastLine(members: readonly Member[]): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const { lastLine, name } of members) {
    if (lastLine === undefined) continue;
    const names = lines.get(lastLine);
    if (names) names.push(name);
    else lines.set(lastLine, [name]);
  }
  return lines;
}

export function nameList(names: readonly string[]): string {
  const folded = visibleLine(foldNames(names));
  return names.length > 1 ? `${folded} (${names.length})` : folded;
}
