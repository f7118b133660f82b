import type { Example } from './pages.ts';

/**
 * What the tests do with an example of a page. Without a line in the table it is run, in the folder that `sandbox.ts` describes:
 * it has to end with 0, and to print what the page shows, but for times and with `…` for any lines.
 */
export type Treatment =
  | {
      readonly how: 'run';
      /** How it ends. */
      readonly exit: number;
      /** A file of the folder that is not there while it runs, since it writes one of that name; undefined: all are there. */
      readonly without: string | undefined;
      /** Whether the page shows what it prints there: other devices answer otherwise. */
      readonly output: 'as shown' | 'of other devices';
    }
  /** Begun, and left to run while the examples behind it are run, once it has said on stderr what `until` finds. */
  | { readonly how: 'begin'; readonly until: RegExp }
  /** Run with --dry-run: what it would contact is not there. */
  | { readonly how: 'plan' }
  /** Its options are looked up in the help. */
  | { readonly how: 'parse' }
  /** It is no command of netrun's, and is not run. */
  | { readonly how: 'read' };

type Row = { readonly page: string; readonly command: RegExp; readonly why: string } & (
  | Partial<Treatment & { readonly how: 'run' }>
  | Exclude<Treatment, { readonly how: 'run' }>
);

/** Each is for the commands of its page that match; the first that does counts. */
export const TREATMENTS: readonly Row[] = [
  {
    page: 'README.md',
    command: /^npm /,
    how: 'read',
    why: 'CI does it, and test/package.test.ts installs it',
  },
  { page: 'README.md', command: / -k |^netrun init$/, how: 'parse', why: 'it asks on the terminal' },
  {
    page: 'README.md',
    command: /^netrun lab /,
    how: 'begin',
    until: /^Ctrl-C ends them/m,
    why: 'it runs until Ctrl-C',
  },
  { page: 'README.md', command: /--rerun failed/, exit: 2, why: 'no router of the lab has failed so' },
  { page: 'docs/coming-from.md', command: /tech-support/, how: 'plan', why: "the lab's is endless" },
  { page: 'docs/coming-from.md', command: /--rerun failed/, exit: 2, why: 'no router of the lab has failed' },
  { page: 'docs/cron.md', command: /\/var\/lib\//, how: 'plan', why: 'there is no such folder' },
  {
    page: 'docs/dynamic-inventories.md',
    command: /netbox\+https:/,
    how: 'parse',
    why: 'there is no such NetBox',
  },
  {
    page: 'docs/first-minutes.md',
    command: / -k |^netrun init$/,
    how: 'parse',
    why: 'it asks on the terminal',
  },
  {
    page: 'docs/first-minutes.md',
    command: /^netrun init (?!--dry-run)/,
    without: 'devices.yaml',
    why: 'it writes one',
  },
  { page: 'docs/host-keys.md', command: /--replace/, exit: 2, why: 'there is no terminal to ask on' },
  {
    page: 'docs/inventories.md',
    command: /^netrun -i (?:hosts\.ini|r1,)/,
    how: 'plan',
    why: 'the lab has no such ports',
  },
  { page: 'docs/inventories.md', command: /^ansible-inventory /, how: 'read', why: "it is Ansible's" },
  { page: 'docs/jump-hosts.md', command: /-J .*:2222/, how: 'plan', why: 'the lab has no such port' },
  { page: 'docs/logging-in.md', command: /^puttygen /, how: 'read', why: "it is PuTTY's" },
  { page: 'docs/platforms.md', command: /--platform acme_os/, how: 'plan', why: 'the lab plays no ACME OS' },
];

/** Programs of others that examples use; where one is missing, they are not run. `.ci/run` installs jq. */
export const MAY_BE_MISSING: ReadonlySet<string> = new Set(['jq', 'check-jsonschema']);

export function treatmentOf({ page, command }: Pick<Example, 'page' | 'command'>): Treatment {
  const row = TREATMENTS.find((candidate) => candidate.page === page && candidate.command.test(command));
  if (row?.how === 'begin') return { how: 'begin', until: row.until };
  if (row?.how !== undefined && row.how !== 'run') return { how: row.how };
  return { how: 'run', exit: row?.exit ?? 0, without: row?.without, output: row?.output ?? 'as shown' };
}
