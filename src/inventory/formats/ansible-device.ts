import type { Row } from '../inventory.ts';
import { deviceTypeOf } from '../platform-names.ts';
import type { Problems } from '../problems.ts';
import { type Entry, isNull, type Mapping, mappingAt, sealed, textAt } from '../tree.ts';
import { fillTemplate } from './ansible-template.ts';
import { settingsOfSshArguments } from './ssh-arguments.ts';

/**
 * Picks what netrun needs out of the variables of one of Ansible's hosts. Of several names for one thing the last one
 * counts that has a value, as in Ansible's connection plugins.
 * @returns its settings and the rest of its variables; or that it is no device that is reached over SSH
 */
export function deviceOfVariables(
  name: string,
  variables: Mapping,
  problems: Problems,
): Pick<Row, 'mapping' | 'variables'> | 'not over SSH' {
  const read = (keys: readonly string[]): Entry | undefined => {
    const entry = keys
      .flatMap((key) => {
        const found = variables.entries.get(key);
        return found && !isNull(found.value) ? [{ key, ...found }] : [];
      })
      .at(-1);
    if (!entry) return undefined;
    const { key, value } = entry;
    const { offset } = value;
    if (value.kind === 'sealed') return { ...entry, value: sealed(`(${key}) ${value.why}`, offset) };
    if (value.kind !== 'text') return entry;
    const filled = fillTemplate(value.text, { name, variables });
    if ('text' in filled) return { ...entry, value: { ...value, text: filled.text } };
    return { ...entry, value: sealed(`(${key}) ${filled.problem}`, offset) };
  };
  const connection = connectionOf(read(['ansible_connection']));
  if (connection === 'other') return 'not over SSH';
  const entries = new Map<string, Entry>();
  const offset = variables.offset;
  entries.set('host', { offset, value: textAt(name, offset) });
  for (const [key, names] of Object.entries(NAMES)) {
    // An API has its own port.
    const entry = connection === 'api' && key === 'port' ? undefined : read(names);
    if (entry) entries.set(key, key === 'device_type' ? asDeviceType(entry) : entry);
  }
  if (isOff(read(['ansible_become']))) entries.delete('secret');
  for (const key of SSH_ARGUMENTS) {
    const entry = read([key]);
    if (entry && entry.value.kind !== 'text' && !entries.has('jump')) entries.set('jump', entry);
    if (entry?.value.kind !== 'text') continue;
    for (const [ours, value] of settingsOfSshArguments(entry.value, problems)) {
      const isTaken = entries.has(ours) || (isRoute(ours) && ROUTES.some((route) => entries.has(route)));
      if (!isTaken) entries.set(ours, { offset: entry.offset, value });
    }
  }
  const used = new Set([...Object.values(NAMES).flat(), ...SSH_ARGUMENTS]);
  const rest = [...variables.entries].filter(([key, { value }]) => !used.has(key) && value.kind !== 'sealed');
  return { mapping: mappingAt(entries, offset), variables: mappingAt(rest, offset) };
}

/** What Ansible's connection and become plugins call it, the strongest name last. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  host: ['ansible_host', 'ansible_ssh_host'],
  port: ['ansible_port', 'ansible_ssh_port'],
  username: ['ansible_user', 'ansible_ssh_user'],
  password: ['ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password'],
  secret: ['ansible_become_password', 'ansible_become_pass'],
  device_type: ['ansible_network_os'],
  key_file: ['ansible_private_key_file', 'ansible_ssh_private_key_file'],
  proxy_command: ['ansible_paramiko_proxy_command', 'ansible_libssh_proxy_command'],
  passphrase: ['ansible_private_key_passphrase', 'ansible_ssh_private_key_passphrase'],
  conn_timeout: ['ansible_timeout', 'ansible_ssh_timeout', 'ansible_connect_timeout'],
  read_timeout_override: ['ansible_command_timeout'],
};

/** In the order in which Ansible gives them to ssh, which takes the first of several. */
const SSH_ARGUMENTS = ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'];

/** Two ways of saying how to get there, of which the first one counts. */
const ROUTES = ['jump', 'proxy_command'];

function isRoute(key: string): boolean {
  return ROUTES.includes(key);
}

/** By the last words of the names that connection plugins have in full. */
const SSH_CONNECTIONS = ['ssh', 'smart', 'paramiko', 'paramiko_ssh', 'network_cli', 'libssh', 'persistent'];
const API_CONNECTIONS = ['httpapi', 'netconf', 'grpc'];

function connectionOf(entry: Entry | undefined): 'ssh' | 'api' | 'other' {
  if (entry?.value.kind !== 'text') return 'ssh';
  const name = entry.value.text.split('.').at(-1) ?? '';
  if (SSH_CONNECTIONS.includes(name)) return 'ssh';
  return API_CONNECTIONS.includes(name) ? 'api' : 'other';
}

function isOff(entry: Entry | undefined): boolean {
  return entry?.value.kind === 'text' && /^(?:no|false|off|0|n|f)$/i.test(entry.value.text);
}

function asDeviceType(entry: Entry): Entry {
  const { value } = entry;
  return value.kind === 'text' ? { ...entry, value: textAt(deviceTypeOf(value.text), value.offset) } : entry;
}
