import type { Reply } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import { exitWords } from './exit-words.ts';
import { verdictWords } from './verdict-words.ts';

/** A column of a table, whose rows are commands of devices, and devices that answered none. */
export type Column = {
  readonly name: string;
  /** The text of a cell; `output` has none, since outputs may be too large for one. */
  readonly of: 'output' | ((row: Row) => string);
  /** `device`: it is the same for all commands of a device. */
  readonly about: 'device' | 'command';
};

export type Row = { readonly result: Result; readonly reply: Reply | undefined };

/** A row per command of a device; one for all of them where no column is about commands, or there are none. */
export function rowsOf(result: Result, columns: readonly Column[]): readonly Row[] {
  const replies = columns.some(({ about }) => about === 'command') ? result.replies : [];
  return replies.length === 0 ? [{ result, reply: undefined }] : replies.map((reply) => ({ result, reply }));
}

/** Those that a table has where nothing is said. */
export const USUAL_COLUMNS = [
  'device',
  'host',
  'platform',
  'status',
  'reason',
  'command',
  'reply',
  'output',
  'duration_ms',
] as const satisfies readonly ColumnName[];

/** Every column but the variables of the inventory. */
export const COLUMNS = {
  device: ofDevice(({ device }) => device.name),
  host: ofDevice(({ device }) => device.host),
  port: ofDevice(({ device }) => String(device.port)),
  platform: ofDevice(({ device }) => device.platform),
  groups: ofDevice(({ device }) => device.groups.join(' ')),
  status: ofDevice(({ outcome }) => outcome.status),
  kind: ofDevice(({ outcome }) => (outcome.status === 'failed' ? outcome.failure.kind : '')),
  reason: ofDevice(({ outcome }) => verdictWords(outcome)),
  hint: ofDevice(({ outcome }) => (outcome.status === 'failed' ? outcome.failure.hint : '')),
  notes: ofDevice(({ outcome }) => outcome.notes.join('; ')),
  attempts: ofDevice(({ outcome }) => String(outcome.attempts)),
  device_ms: ofDevice(({ outcome }) => milliseconds(outcome.durationMs)),
  command: ofCommand((reply) => reply.command),
  prompt: ofCommand(({ prompt = '' }) => prompt),
  reply: ofCommand((reply) => exitWords(reply) ?? reply.status),
  exit_code: ofCommand(({ exitCode }) => (exitCode === undefined ? '' : String(exitCode))),
  output: { of: 'output', about: 'command' },
  // Of a device that answered nothing, its own.
  duration_ms: {
    of: ({ result, reply }) => milliseconds((reply ?? result.outcome).durationMs),
    about: 'command',
  },
} satisfies Record<string, Omit<Column, 'name'>>;

export type ColumnName = keyof typeof COLUMNS;

export function column(name: ColumnName): Column {
  return { name, ...COLUMNS[name] };
}

/** What the inventory says of each device under a key of the user's own. */
export function variableColumn(name: string): Column {
  return { name, ...ofDevice(({ device }) => device.variables[name] ?? '') };
}

function ofDevice(text: (result: Result) => string): Omit<Column, 'name'> {
  return { of: ({ result }) => text(result), about: 'device' };
}

function ofCommand(text: (reply: Reply) => string): Omit<Column, 'name'> {
  return { of: ({ reply }) => (reply ? text(reply) : ''), about: 'command' };
}

function milliseconds(ms: number): string {
  return String(Math.round(ms));
}
