import { isArgument } from '../device-keys.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Problems } from '../problems.ts';

/** A cell of a table, without the blanks around it, and where it stands. */
export type Cell = { readonly text: string; readonly offset: number };

/** What to call a column: a word of netmiko's or netrun's, or a variable. */
export type Column = { readonly name: string; readonly isVariable: boolean };

/** Does it begin with headings, one of which is that of an address or of a name? */
export function isCsv(text: string): boolean {
  const line = headingsOf(text);
  const names = line.split(delimiterOf(line)).map((cell) => plainName(cell.replaceAll('"', '')));
  const known = names.map(meaningOf);
  // `host: a, b` is YAML, and a heading is a bare word or two.
  return (
    names.every((name) => /^[a-z][a-z0-9_]*$/.test(name)) &&
    known.some((key) => key === 'ip' || key === 'host' || key === 'name') &&
    !/[:={}[\]]/.test(line)
  );
}

/** What the columns are, from the first line. */
export function columnsOf(header: readonly Cell[], problems: Problems): Column[] {
  const names = header.map(({ text }) => plainName(text));
  const chosen = new Map<number, string>();
  for (const [key, usual] of Object.entries(USUAL_NAMES)) {
    const name = usual.find((one) => names.includes(one));
    if (name !== undefined) chosen.set(names.indexOf(name), key);
  }
  const seen = new Set<string>();
  const columns = header.map(({ text, offset }, place): Column => {
    const name = names[place] ?? '';
    if (name !== '' && seen.has(name)) problems.add(offset, `there are two columns "${text}"; rename one`);
    seen.add(name);
    const known = chosen.get(place) ?? (isArgument(name) && !(name in USUAL_NAMES) ? name : undefined);
    return { name: known ?? text, isVariable: known === undefined };
  });
  const keys = columns.map(({ name }) => name);
  if (!['ip', 'host', 'name'].some((key) => keys.includes(key))) {
    const wayOut = didYouMean(keys[0] ?? '', ['ip', 'host', 'hostname']);
    problems.add(
      header[0]?.offset ?? 0,
      `no column is called ip, host or hostname${wayOut || '; call that of the addresses so'}`,
    );
  }
  return columns;
}

/** The usual names of columns, the best one of each first. */
const USUAL_NAMES = {
  ip: [
    ...['ip', 'ip_address', 'ipaddress', 'ip_addr', 'ipaddr', 'ipv4', 'address', 'addr', 'mgmt_ip'],
    ...['management_ip', 'management_ip_address', 'mgmt_address', 'management_address', 'primary_ip'],
    ...['primary_ip4', 'ansible_host', 'fqdn', 'dns_name'],
  ],
  host: ['host'],
  name: ['name', 'hostname', 'host_name', 'device', 'device_name', 'sysname', 'inventory_hostname', 'label'],
  device_type: [
    ...['device_type', 'platform', 'os', 'os_name', 'network_os', 'ansible_network_os', 'nos', 'driver'],
    ...['netmiko_type', 'operating_system', 'type'],
  ],
  username: ['username', 'user', 'user_name', 'login', 'ansible_user'],
  password: ['password', 'pass', 'passwd', 'ansible_password'],
  secret: ['secret', 'enable', 'enable_secret', 'enable_password', 'enable_pass'],
  port: ['port', 'ssh_port', 'ansible_port'],
  key_file: ['key_file', 'ssh_key', 'private_key', 'identity_file'],
  groups: ['groups', 'group'],
  tags: ['tags', 'tag'],
} as const;

function meaningOf(name: string): string | undefined {
  const found = Object.entries(USUAL_NAMES).find(([, names]) => names.some((one) => one === name));
  return found?.[0] ?? (isArgument(name) ? name : undefined);
}

function plainName(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[\s./-]+/g, '_')
    .replaceAll(/[()#]|^_+|_+$/g, '');
}

/** Excel writes its separator as a first line of its own. */
export const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

/** The line of the headings. */
export function headingsOf(text: string): string {
  const lines = text.replace(SEPARATOR_LINE, '').split(/\r?\n|\r/);
  return lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
}

/** What stands between the headings: a comma, a semicolon or a tab. */
export function delimiterOf(headings: string): string {
  const plain = headings.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => plain.split(delimiter).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}
