import type { Reply } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import type { Column } from './columns.ts';
import type { Pieces } from './output.ts';

/** What of a run is wanted, and how; a format leaves out what is not. */
export type Wishes = {
  /** Which devices are shown; all of them count in the summary. */
  readonly devices: 'all' | 'not ok';
  /** `summary`: nothing of any device, only what the format says of the whole run. */
  readonly parts: 'all' | 'summary';
  /** `shown`: what was typed stands before each output, behind the device's prompt, as on its own screen. */
  readonly prompts: 'hidden' | 'shown';
  /** The order of the devices; undefined: that of the inventory, or as they finish where the format says so. */
  readonly order: Order | undefined;
  /** The columns of a table; undefined: the format's own. */
  readonly columns: readonly Column[] | undefined;
  /** By which lines the outputs were filtered, as words for those who read a report later; undefined: by none. */
  readonly filter: string | undefined;
};

/** A result and its place in the inventory. */
export type Placed = { readonly result: Result; readonly index: number };

/** Compares as Array.sort wants it. */
export type Order = (one: Placed, other: Placed) => number;

/** All devices with all there is to say of them. */
export const EVERYTHING: Wishes = {
  devices: 'all',
  parts: 'all',
  prompts: 'hidden',
  order: undefined,
  columns: undefined,
  filter: undefined,
};

export function isWanted({ outcome }: Result, { devices, parts }: Wishes): boolean {
  return parts === 'all' && (devices === 'all' || outcome.status !== 'ok');
}

/** `R1#show clock`, as the device's screen had it; `$ show clock` where there was no prompt, or it is not to be shown. */
export function typedLine({ prompt, command }: Reply, { prompts }: Pick<Wishes, 'prompts'>): string {
  return prompts === 'shown' && prompt !== undefined ? `${prompt}${command}` : `$ ${command}`;
}

/** An output, below the line with what was typed where that is to be shown. */
export function withTyped(reply: Reply, output: Pieces, wishes: Pick<Wishes, 'prompts'>): Pieces {
  return wishes.prompts === 'shown' ? below(`${typedLine(reply, wishes)}\n`, output) : output;
}

async function* below(line: string, output: Pieces): AsyncGenerator<string, void, void> {
  yield line;
  yield* output;
}
