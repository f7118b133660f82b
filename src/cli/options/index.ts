import { commands } from './commands.ts';
import { deadlines } from './deadlines.ts';
import { hostKeys } from './host-keys.ts';
import { login } from './login.ts';
import type { Given, OptionGroup } from './option-group.ts';
import { output } from './output.ts';
import { pace } from './pace.ts';
import { record } from './record.ts';
import { rolling } from './rolling.ts';
import { safety } from './safety.ts';
import { selection } from './selection.ts';
import { showing } from './showing.ts';
import { unattended } from './unattended.ts';

/** Every group of options of a run, in the order of the help. */
export const RUN_GROUPS = {
  commands,
  selection,
  login,
  hostKeys,
  output,
  showing,
  record,
  safety,
  pace,
  rolling,
  unattended,
  deadlines,
} as const;

export type Groups = Readonly<Record<string, OptionGroup<never, object>>>;

type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** What commander makes of the options of some groups. */
export type ValuesOf<G extends Groups> = Together<Parameters<G[keyof G]['read']>[0]>;

/** What the options of some groups come to. */
export type SettingsOf<G extends Groups> = Together<ReturnType<G[keyof G]['read']>>;

/** @throws UsageError where options do not go together */
export function readGroups<G extends Groups>(groups: G, values: ValuesOf<G>, given: Given): SettingsOf<G> {
  // Each group reads its own part of the values of all of them.
  const settings = Object.values(groups).map((group) => group.read(values as never, given));
  return Object.assign({}, ...settings);
}
