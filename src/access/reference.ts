import { NETMIKO_ENCRYPTIONS, type NetmikoEncryption } from './netmiko-encryption.ts';

/** What a value of an inventory stands for. */
export type Reference =
  /** Itself. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Text with environment variables in it: `${NAME}`. */
  | { readonly kind: 'template'; readonly text: string }
  | { readonly kind: 'env'; readonly name: string }
  /** The first line of a file. */
  | { readonly kind: 'file'; readonly path: string }
  /** The first line that a shell command prints. */
  | { readonly kind: 'cmd'; readonly command: string }
  | { readonly kind: 'keyring'; readonly service: string; readonly account: string }
  | { readonly kind: 'ask'; readonly question: string }
  /** What netmiko-encrypt wrote, without its `__encrypt__`. */
  | { readonly kind: 'netmiko'; readonly encryption: NetmikoEncryption; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string };

/**
 * Reads a value as a reference: `env:NAME`, `file:path`, `cmd:command`, `keyring:service/account`, `ask:question`, or
 * text with `${NAME}` in it; `netmiko-fernet:…` and `netmiko-aes128:…` are what netmiko-encrypt encrypted. `literal:`
 * before a text, and `$${NAME}`, mean the text itself.
 */
export function readReference(text: string): Reference {
  const encryption = NETMIKO_ENCRYPTIONS.find((one) => text.startsWith(`netmiko-${one}:`));
  if (encryption) return { kind: 'netmiko', encryption, text: text.slice(`netmiko-${encryption}:`.length) };
  const [, kind, rest = ''] = /^(literal|env|file|cmd|keyring|ask):(.*)$/s.exec(text) ?? [];
  switch (kind) {
    case 'literal':
      return { kind, text: rest };
    case 'env':
      return VARIABLE.test(rest)
        ? { kind, name: rest }
        : { kind: 'wrong', message: 'after env: stands the name of an environment variable' };
    case 'file':
      return rest.trim() === '' ? WITHOUT_PATH : { kind, path: rest.trim() };
    case 'cmd':
      return rest.trim() === '' ? WITHOUT_COMMAND : { kind, command: rest.trim() };
    case 'keyring': {
      const [, service, account] = /^([^/]+)\/(.+)$/.exec(rest.trim()) ?? [];
      return service === undefined || account === undefined
        ? {
            kind: 'wrong',
            message: 'after keyring: stand a service and an account, such as keyring:net/admin',
          }
        : { kind, service, account };
    }
    case 'ask':
      return { kind, question: rest.trim() };
    default:
      return IN_TEXT.test(text) ? { kind: 'template', text } : { kind: 'literal', text };
  }
}

/** A reference as it may be shown: without the text around a variable, which may be a part of a password. */
export function nameOf(reference: Reference): string {
  switch (reference.kind) {
    case 'env':
      return `env:${reference.name}`;
    case 'file':
      return `file:${reference.path}`;
    case 'cmd':
      return `cmd:${reference.command}`;
    case 'keyring':
      return `keyring:${reference.service}/${reference.account}`;
    case 'ask':
      return `ask:${reference.question}`;
    case 'template':
      return [...new Set(variablesIn(reference.text))].map((name) => `\${${name}}`).join(' and ');
    case 'netmiko':
      return 'encrypted by netmiko-encrypt';
    case 'literal':
    case 'wrong':
      return '';
  }
}

const VARIABLE = /^[A-Za-z_]\w*$/;
const IN_TEXT = /\$\{[A-Za-z_]\w*\}/;
const WITHOUT_PATH = { kind: 'wrong', message: 'after file: stands the path of a file' } as const;
const WITHOUT_COMMAND = { kind: 'wrong', message: 'after cmd: stands a shell command' } as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns undefined where it is not set, or empty */
export function readVariable(name: string, env: Environment): string | undefined {
  return (Object.hasOwn(env, name) && env[name]) || undefined;
}

/** The environment variables that a text names with `${NAME}`. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(EACH_IN_TEXT)].flatMap(([, dollar, name = '']) => (dollar ? [] : [name]));
}

/**
 * Puts environment variables into a text; `$${NAME}` becomes `${NAME}`.
 * @returns what is left as it was where a variable is not set
 */
export function fillIn(text: string, env: Environment): string {
  return text.replaceAll(EACH_IN_TEXT, (whole, dollar: string, name: string) =>
    dollar ? whole.slice(1) : (readVariable(name, env) ?? whole),
  );
}

const EACH_IN_TEXT = /(\$?)\$\{([A-Za-z_]\w*)\}/g;
