import type { Option } from 'commander';

/** Options that belong together: how they are written, and what they come to. */
export type OptionGroup<Values, Settings> = {
  /** Their heading in the help. */
  readonly title: string;
  /** Long flags of those that `--help` shows. */
  readonly everyday: readonly string[];
  /** Made anew for each parse, since commander keeps state in them. */
  options(): readonly Option[];
  /**
   * Makes settings of what commander parsed.
   * @param values commander's values, as the parsers of `options` made them; absent what was not given
   * @throws UsageError where they do not go together
   */
  read(values: Values, given: Given): Settings;
};

/** What is known of a command line besides its values. */
export type Given = {
  /** What stands behind the options: one command, or nothing. */
  readonly words: readonly string[];
  isFromCommandLine(name: string): boolean;
};

/** A value and how strong it is: the command line goes before the inventory, the inventory before the rest. */
export type Setting<T> = { readonly value: T; readonly isFromCommandLine: boolean };

/** @param name commander's name of the option: `loginTimeout` of `--login-timeout` */
export function setting<T>(given: Given, name: string, value: T): Setting<T> {
  return { value, isFromCommandLine: given.isFromCommandLine(name) };
}

export function optionalSetting<T>(given: Given, name: string, value: T | undefined): Setting<T> | undefined {
  return value === undefined ? undefined : setting(given, name, value);
}
