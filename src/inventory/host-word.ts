/** A word that names a host as ssh does: `user@host:port`. */
export type HostWord = {
  readonly user: string | undefined;
  /** Without brackets. */
  readonly host: string;
  readonly port: string | undefined;
};

/** Splits `user@host:port`; an IPv6 address with a port stands in brackets. undefined: it is no such word. */
export function splitHostWord(word: string): HostWord | undefined {
  const at = word.lastIndexOf('@');
  const user = at < 0 ? undefined : word.slice(0, at);
  if (user === '') return undefined;
  const rest = word.slice(at + 1);
  const [, bracketed, bracketedPort] = /^\[([^\]]+)\](?::(\d+))?$/.exec(rest) ?? [];
  if (bracketed?.includes(':') && IPV6.test(bracketed)) {
    return { user, host: bracketed, port: bracketedPort };
  }
  if (/:.*:/.test(rest.replaceAll(/\[[^\]]*\]/g, ''))) {
    return IPV6.test(rest) ? { user, host: rest, port: undefined } : undefined;
  }
  const [, host, port] = /^((?:[\p{L}\d_.-]|\[[^\]\s]*\])+)(?::(\d+))?$/u.exec(rest) ?? [];
  // A word that begins with a hyphen would be an option of ssh.
  return host === undefined || host.startsWith('-') ? undefined : { user, host, port };
}

const IPV6 = /^[\da-f:.]+(?:%[\w.-]+)?$/i;
