import { readVariable } from '../../access/reference.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { Reading, Row } from '../inventory.ts';
import type { Problems } from '../problems.ts';
import { mappingAt, textAt } from '../tree.ts';
import { lastCopy } from './last-copy.ts';
import { readNetboxAddress } from './netbox-address.ts';
import { type NetboxRow, readNetboxDevice } from './netbox-device.ts';
import { type Fetched, fetchPages } from './netbox-pages.ts';
import type { OpenContext, Opened } from './origin.ts';

/**
 * Asks a NetBox for its devices. The token comes from `NETRUN_NETBOX_TOKEN` or `NETBOX_TOKEN`. Where it does not
 * answer, the last copy serves, and that is said.
 * @param name `netbox+https://host/?site=kyiv`
 * @throws UsageError where there is no answer that can be used
 */
export async function openNetbox(name: string, context: OpenContext): Promise<Opened> {
  const { lists, server } = readNetboxAddress(name);
  const token = readToken(context.env);
  const warnings =
    token !== undefined && isOpenToAll(server) ? [`the token goes to ${server} unencrypted`] : [];
  const memory = context.stateFolder === undefined ? undefined : lastCopy(context.stateFolder, name);
  const fetched = await fetchLists(lists, token);
  if ('trouble' in fetched) {
    const copy = fetched.trouble === 'unanswered' ? memory?.read() : undefined;
    if (!copy) throw new UsageError([{ file: server, message: fetched.message }]);
    const rows = Array.isArray(copy.rows) ? copy.rows.filter(isRow) : [];
    const what = `${server}: ${fetched.message}; these are the ${rows.length} devices that it had at ${copy.savedAt}`;
    return { origin: 'netbox', content: readingOf(rows, context.problems), warnings: [...warnings, what] };
  }
  const found = fetched.records.map(readNetboxDevice);
  const rows = found.filter((row) => row !== undefined);
  if (rows.length === 0) {
    const message =
      found.length === 0
        ? 'it has no device that the filters let through'
        : 'it has no device with an address';
    throw new UsageError([{ file: server, message }]);
  }
  warnings.push(...(memory?.replace(rows, rows.length) ?? []));
  const left = found.length - rows.length;
  const notes =
    left === 0 ? [] : [`${left} stack ${left === 1 ? 'member' : 'members'} without an address left out`];
  return { origin: 'netbox', content: { ...readingOf(rows, context.problems), notes }, warnings };
}

/** @throws UsageError where no header could carry it, since that error would show it */
function readToken(env: OpenContext['env']): string | undefined {
  for (const name of ['NETRUN_NETBOX_TOKEN', 'NETBOX_TOKEN']) {
    const token = readVariable(name, env)?.trim();
    if (!token) continue;
    if (/^[\x21-\x7e]+$/.test(token)) return token;
    throw new UsageError([{ message: `${name} has blanks or letters in it that no token has` }]);
  }
  return undefined;
}

async function fetchLists(lists: readonly URL[], token: string | undefined): Promise<Fetched> {
  const records: unknown[] = [];
  for (const list of lists) {
    const fetched = await fetchPages(list, token);
    if ('trouble' in fetched) return fetched;
    records.push(...fetched.records);
  }
  return { records };
}

/** Anybody on the way reads it, unless it does not leave this machine. */
function isOpenToAll(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  const isLoopback = /^(?:localhost|\[::1\]|127(?:\.\d+){3})$/.test(hostname);
  return protocol === 'http:' && !isLoopback;
}

function readingOf(rows: readonly NetboxRow[], problems: Problems): Reading {
  return {
    rows: rows.map(({ name, url, values, variables, groups }): Row => {
      const offset = problems.texts.add(url || 'NetBox');
      const entries = (texts: Readonly<Record<string, string>>) =>
        Object.entries(texts).map(([key, text]) => [key, { offset, value: textAt(text, offset) }] as const);
      return {
        key: name,
        groups,
        mapping: mappingAt(entries(values), offset),
        variables: mappingAt(entries(variables), offset),
      };
    }),
  };
}

/** The state folder is the user's own, so its shape is looked at and not its meaning. */
function isRow(row: unknown): row is NetboxRow {
  return (
    typeof row === 'object' &&
    row !== null &&
    'name' in row &&
    typeof row.name === 'string' &&
    'url' in row &&
    'values' in row &&
    'variables' in row &&
    'groups' in row &&
    Array.isArray(row.groups)
  );
}
