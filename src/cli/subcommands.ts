/** The first words that are commands of netrun's own, each with its line in the help; `main.ts` says what runs them. */
export const SUBCOMMANDS = {
  lab: 'simulated devices on this machine, to try things with',
  demo: 'a run against three simulated routers',
  init: 'writes a devices.yaml of what you have: a list, a table, questions',
  inventory: 'what the inventory says, and where',
  grep: 'the lines of all devices that match',
  check: 'does every device comply?',
  last: 'the last run again, in any format',
  cron: 'what a crontab or systemd needs to do a run again and again',
  doctor: 'why does a device not work, and what would help?',
  trust: 'the host keys of devices: known, new and changed ones',
  config: 'where each option has its value from',
  platforms: 'the platforms that netrun knows, or one of them in full',
  schema: 'the JSON Schema of a kind of file',
  completion: 'a script that completes command lines in bash, zsh or fish',
  man: 'the manual page, for man -l -',
  help: 'the help',
} as const satisfies Readonly<Record<string, string>>;

export type SubcommandName = keyof typeof SUBCOMMANDS;

export function isSubcommand(word: string): word is SubcommandName {
  return Object.hasOwn(SUBCOMMANDS, word);
}
