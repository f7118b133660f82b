import { PLATFORMS } from '../platforms/index.ts';
import type { Key } from './device-keys.ts';
import { platformSchema, type Schema } from './platform-schema.ts';

/** The JSON Schema of `devices.yaml`: what the reader takes, as far as a schema can say it. */
export function devicesSchema(): Schema {
  const { platform } = platformSchema().definitions as Readonly<Record<string, Schema>>; // it has them
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Devices for netrun',
    description: 'Your network devices: a list of them, or lists and devices under names.',
    // A file that describes platforms of its own has device types that nobody else knows.
    ...when(
      { type: 'object', required: ['platforms'] },
      { $ref: '#/definitions/ownRoot' },
      { $ref: '#/definitions/root' },
    ),
    definitions: {
      ...Object.fromEntries(Object.entries(KEYS).map(([key, value]) => [`key_${key}`, value])),
      ...definitions('', { $ref: '#/definitions/key_device_type' }),
      ...definitions('own', { description: KEYS.device_type.description, ...SCALAR }),
      platform: platform ?? {},
    },
  };
}

const SCALAR: Schema = { type: ['string', 'number', 'boolean', 'null'], pattern: '^[^\\r\\n]*\\r?\\n?$' };
const LIST_OR_ONE: Schema = { anyOf: [SCALAR, { type: 'array', items: SCALAR }] };
/** A number by itself is hardly a name. */
const NAMES: Schema = {
  anyOf: [
    { ...SCALAR, type: ['string', 'null'] },
    { type: 'array', items: SCALAR },
  ],
};

/** netrun reads numbers and switches in quotes too, and variables of the environment. */
const FROM_ENVIRONMENT = '^\\s*(env:\\w+|.*\\$\\{\\w+\\}.*)\\s*$';
const SWITCH: Schema = {
  anyOf: [
    { type: ['boolean', 'null'] },
    { type: 'string', pattern: `^\\s*(true|True|TRUE|false|False|FALSE)?\\s*$|${FROM_ENVIRONMENT}` },
  ],
};
const SECONDS: Schema = {
  anyOf: [
    { type: 'number', exclusiveMinimum: 0, maximum: 2_147_483 },
    { type: 'null' },
    { type: 'string', pattern: `^\\s*(\\d+(\\.\\d*)?|\\.\\d+)?\\s*$|${FROM_ENVIRONMENT}` },
  ],
};
const ALGORITHMS: Schema = {
  type: ['object', 'null'],
  properties: Object.fromEntries(
    ['kex', 'host_key', 'cipher', 'mac', 'keys', 'ciphers', 'macs', 'pubkeys'].map((name) => [
      name,
      LIST_OR_ONE,
    ]),
  ),
  additionalProperties: false,
};
const HOST_KEY = '^(\\S+\\s+)?SHA256:[A-Za-z0-9+/]{43}=?$|^\\S+\\s+AAAA[A-Za-z0-9+/]+=*(\\s.*)?$';

/** Each key of a device with what it takes. */
const KEYS = {
  name: { ...SCALAR, description: 'what you call it; without a name its address is used' },
  ip: { ...SCALAR, description: 'its address' },
  host: { ...SCALAR, description: 'its address, or its label where there is an ip' },
  port: {
    description: 'SSH port, 22 unless you say so',
    anyOf: [
      { type: 'integer', minimum: 1, maximum: 65_535 },
      { type: 'null' },
      { type: 'string', pattern: `^\\s*([1-9]\\d{0,4})?\\s*$|${FROM_ENVIRONMENT}` },
    ],
  },
  device_type: {
    description: "what it is, by netmiko's names",
    anyOf: [
      { enum: Object.keys(PLATFORMS).flatMap((name) => [name, `${name}_ssh`]) },
      { type: 'null' },
      { type: 'string', pattern: FROM_ENVIRONMENT },
    ],
  },
  username: { ...SCALAR, description: 'logs in as; may be a reference such as env:NAME' },
  password: {
    ...SCALAR,
    description: 'better a reference: env:NAME, file:path, cmd:command, keyring:service/account or ask:',
  },
  secret: { ...SCALAR, description: "enable secret, or sudo's password; may be a reference" },
  key_file: { ...LIST_OR_ONE, description: 'private keys to offer, in this order' },
  passphrase: { ...SCALAR, description: 'of the private keys; may be a reference' },
  use_keys: { ...SWITCH, description: 'offer keys although there is a password (true), or never (false)' },
  allow_agent: { ...SWITCH, description: "offer the agent's keys although there is a password, or never" },
  ssh_config_file: { ...SCALAR, description: 'read instead of ~/.ssh/config' },
  jump: { ...LIST_OR_ONE, description: "jump hosts, as ssh's -J: user@host:port; none: no jump host" },
  connections: {
    description: 'connections to its jump host that carry the devices that say so',
    anyOf: [
      { type: 'integer', minimum: 1, maximum: 999 },
      { type: 'null' },
      { type: 'string', pattern: `^\\s*([1-9]\\d{0,2})?\\s*$|${FROM_ENVIRONMENT}` },
    ],
  },
  legacy: { ...SWITCH, description: 'true: offer algorithms that only old devices have' },
  proxy_command: { ...SCALAR, description: "as ssh's ProxyCommand" },
  algorithms: { ...ALGORITHMS, description: 'what to offer, as ssh_config writes it: {kex: +name}' },
  disabled_algorithms: { ...ALGORITHMS, description: "what not to offer, as paramiko's argument" },
  host_keys: {
    description: 'fingerprints (SHA256:…) or keys that are the right ones',
    anyOf: [
      { type: 'null' },
      { type: 'string', pattern: HOST_KEY },
      { type: 'array', items: { type: 'string', pattern: HOST_KEY } },
    ],
  },
  ssh_strict: { ...SWITCH, description: 'true: refuse host keys that are not known' },
  groups: { ...NAMES, description: 'groups that it is in' },
  tags: { ...NAMES, description: 'groups that it is in' },
  encoding: { ...SCALAR, description: 'of what it prints: utf-8, latin1, windows-1251 …' },
  pipelining: { ...SWITCH, description: 'send ahead what it is expected to ask for' },
  login_rate: { ...SECONDS, description: 'logins that may begin a second, for all devices with this number' },
  shell_login: {
    ...SWITCH,
    description: 'its shell asks for user name or password once more, behind the login of SSH',
  },
  shell_password: { ...SCALAR, description: 'what its shell asks for, where that is another password' },
  disabled: { ...SWITCH, description: 'true: it is not contacted, and ends as skipped' },
  answers: {
    description: 'what to type when a question matches: regular expressions and texts',
    anyOf: [
      { type: 'null' },
      { type: 'object', additionalProperties: ANSWER() },
      {
        type: 'array',
        items: {
          type: 'object',
          required: ['question', 'answer'],
          properties: { question: { type: ['string', 'number'] }, answer: ANSWER() },
          additionalProperties: false,
        },
      },
    ],
  },
  conn_timeout: { ...SECONDS, description: 'seconds to connect' },
  timeout: { ...SECONDS, description: 'seconds to connect, where conn_timeout says nothing' },
  auth_timeout: { ...SECONDS, description: 'seconds to log in' },
  banner_timeout: { ...SECONDS, description: 'seconds to log in' },
  read_timeout_override: { ...SECONDS, description: 'seconds without data while a command runs' },
} as const satisfies Readonly<Record<Key, Schema>>;

function ANSWER(): Schema {
  return { ...SCALAR, type: ['string', 'number', 'boolean'] };
}

/** What names one device, and so cannot be inherited. */
const OWN_KEYS = ['name', 'ip', 'host'] as const;

const ADDRESS: Schema = { type: ['string', 'number'], pattern: '^\\s*[^\\s/@]+\\s*$' };

/**
 * @param prefix of the names of the definitions
 * @param deviceType what a `device_type` may be
 */
function definitions(prefix: string, deviceType: Schema): Record<string, Schema> {
  const named = (name: string) =>
    prefix === '' ? name : `${prefix}${name[0]?.toUpperCase()}${name.slice(1)}`;
  const ref = (name: string): Schema => ({ $ref: `#/definitions/${named(name)}` });
  const values: Record<string, Schema | false> = {
    ...Object.fromEntries(Object.keys(KEYS).map((key) => [key, { $ref: `#/definitions/key_${key}` }])),
    device_type: deviceType,
    platform: false,
  };
  const inherited = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, OWN_KEYS.some((own) => own === key) ? false : value]),
  );
  const nobody = { not: { anyOf: [{ required: ['ip'] }, { required: ['host'] }] } };
  const isDevice = { anyOf: [{ required: ['ip'] }, { required: ['host'] }] };
  const all: Record<string, Schema> = {
    device: {
      type: 'object',
      properties: values,
      anyOf: [
        { required: ['ip'], properties: { ip: ADDRESS } },
        { required: ['host'], properties: { host: ADDRESS } },
        // What it merges may have it.
        { required: ['<<'] },
      ],
    },
    list: {
      type: 'array',
      anyOf: [{ items: ref('device') }, { items: SCALAR }],
    },
    /** Only for others to merge. */
    base: { type: 'object', properties: inherited, ...nobody },
    section: {
      type: 'object',
      minProperties: 1,
      additionalProperties: when({ type: 'array' }, ref('list'), ref('device')),
    },
    groups: {
      type: 'object',
      additionalProperties: {
        anyOf: [{ type: 'null' }, ref('members'), ref('group')],
      },
    },
    members: {
      type: 'array',
      items: when({ type: 'object' }, ref('device'), SCALAR),
    },
    group: {
      type: 'object',
      properties: {
        ...inherited,
        groups: { anyOf: [{ type: 'null' }, ref('groups')] },
        devices: {
          description: 'its devices, or their names',
          anyOf: [
            { type: 'null' },
            ref('members'),
            {
              type: 'object',
              additionalProperties: when({ type: 'null' }, {}, ref('device')),
            },
          ],
        },
        // Ansible's words for devices, groups and what stands beside them.
        ...Object.fromEntries(['hosts', 'children', 'vars'].map((word) => [word, SCALAR])),
      },
    },
    root: when(
      { type: 'array' },
      { type: 'array', minItems: 1, items: ref('device') },
      {
        type: 'object',
        minProperties: 1,
        properties: {
          defaults: {
            description: 'what every device inherits',
            ...when(isDevice, ref('device'), ref('base')),
          },
          groups: {
            description: 'groups with values that their devices inherit',
            ...when({ type: 'array' }, ref('list'), when(isDevice, ref('device'), ref('groups'))),
          },
          all: when({ type: 'array' }, { items: ref('device') }, {}),
          platforms: { type: 'object', additionalProperties: { $ref: '#/definitions/platform' } },
          __meta__: { description: 'of netmiko-tools' },
        },
        // A single device is to be the item of a list.
        not: {
          anyOf: ['ip', 'host', 'device_type'].map((key) => ({
            required: [key],
            properties: { [key]: { type: ['string', 'number'] } },
          })),
        },
        additionalProperties: when({ type: 'array' }, ref('list'), {
          type: 'object',
          ...when(isDevice, ref('device'), { anyOf: [ref('base'), ref('section')] }),
        }),
      },
    ),
  };
  return Object.fromEntries(Object.entries(all).map(([name, schema]) => [named(name), schema]));
}

/** A choice by what a value looks like. */
function when(condition: Schema, yes: Schema, no: Schema): Schema {
  return Object.fromEntries([
    ['if', condition],
    ['then', yes],
    ['else', no],
  ]);
}
