/**
 * Expands the tokens of ssh_config(5), such as `%h`.
 * @param values by their letter; `%%` is always a percent sign
 * @returns undefined where a token is not known
 */
export function expandTokens(text: string, values: Readonly<Record<string, string>>): string | undefined {
  let isKnown = true;
  const expanded = text.replaceAll(/%(.?)/g, (_, token: string) => {
    if (token === '%') return '%';
    const value = Object.hasOwn(values, token) ? values[token] : undefined;
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown ? expanded : undefined;
}

/** A path with `~` and `${NAME}` as ssh expands them. */
export function expandPath(
  path: string,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const named = path.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => env[name] ?? '');
  return named === '~' || named.startsWith('~/') ? home + named.slice(1) : named;
}
