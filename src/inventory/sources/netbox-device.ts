import { deviceTypeOf } from '../platform-names.ts';

/** A device of NetBox in the words of an inventory, plain enough to be remembered as JSON. */
export type NetboxRow = {
  readonly name: string;
  /** Where NetBox shows it, for messages. */
  readonly url: string;
  /** The keys of a device's entry. */
  readonly values: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
};

/**
 * Reads a device or virtual machine as NetBox's REST API (3.5 to 4) writes it.
 * - `host` is the primary address without its mask, else the name;
 * - `device_type` is `netrun.device_type` of its config context, else its custom field `netrun_device_type`, else what
 *   its platform's slug means; `netrun.port` may name a port;
 * - site, role, tenant and the like become variables, and site, role, tenant and tags groups.
 * @returns undefined for a member of a stack without an address: its master answers for it
 */
export function readNetboxDevice(record: unknown): NetboxRow | undefined {
  const at = (...path: readonly string[]) => textAt(record, path);
  const address = at('primary_ip', 'address') ?? at('primary_ip4', 'address') ?? at('primary_ip6', 'address');
  const id = at('id') ?? '?';
  const master = at('virtual_chassis', 'master', 'id');
  if (address === undefined && at('virtual_chassis', 'id') !== undefined && master !== id) return undefined;
  const host = address?.replace(/\/\d+$/, '');
  const name = at('name') ?? host ?? `device ${id}`;
  const slug = at('platform', 'slug');
  const type =
    at('config_context', 'netrun', 'device_type') ??
    at('custom_fields', 'netrun_device_type') ??
    (slug === undefined ? undefined : deviceTypeOf(slug));
  const role = at('role', 'slug') ?? at('device_role', 'slug'); // NetBox 3 calls it device_role
  const variables = {
    ...scalarsIn(record, 'custom_fields'),
    site: at('site', 'slug'),
    role,
    tenant: at('tenant', 'slug'),
    location: at('location', 'slug'),
    rack: at('rack', 'name'),
    cluster: at('cluster', 'name'),
    manufacturer: at('device_type', 'manufacturer', 'slug'),
    model: at('device_type', 'model'),
    serial: at('serial'),
    asset_tag: at('asset_tag'),
    status: at('status', 'value') ?? at('status'),
  };
  return {
    name,
    url: at('display_url') ?? at('url') ?? '',
    values: onlyTexts({
      host: host ?? at('name'),
      device_type: type,
      port: at('config_context', 'netrun', 'port'),
    }),
    variables: onlyTexts(variables),
    groups: [
      ...new Set([
        ...tagsOf(record),
        ...[at('site', 'slug'), role, at('tenant', 'slug')].filter((group) => group !== undefined),
      ]),
    ],
  };
}

/** What stands at a path of keys, as text; undefined where there is nothing, or an object. */
function textAt(value: unknown, path: readonly string[]): string | undefined {
  let found = value;
  for (const key of path) found = memberOf(found, key);
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return typeof found === 'string' ? found.trim() || undefined : undefined;
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key]; // hasOwn said so
}

function scalarsIn(record: unknown, key: string): Record<string, string | undefined> {
  const fields = memberOf(record, key);
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(Object.keys(fields).map((name) => [name, textAt(fields, [name])]));
}

function tagsOf(record: unknown): string[] {
  const tags = memberOf(record, 'tags');
  return Array.isArray(tags) ? tags.flatMap((tag) => textAt(tag, ['slug']) ?? []) : [];
}

function onlyTexts(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
