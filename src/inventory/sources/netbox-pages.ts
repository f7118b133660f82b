/** What a server gave, or a sentence that says why not. */
export type Fetched =
  | { readonly records: readonly unknown[] }
  /** unanswered: it may be better later, and the last copy serves meanwhile; refused: the user must do something. */
  | { readonly trouble: 'unanswered' | 'refused'; readonly message: string };

/**
 * Fetches a list of NetBox's REST API, page by page. A next page is asked for only where the first one came from, so
 * that the token goes nowhere else.
 * @param first address of the first page
 * @param token of version 1 or 2; undefined: none is sent
 */
export async function fetchPages(first: URL, token: string | undefined): Promise<Fetched> {
  const records: unknown[] = [];
  const seen = new Set<string>();
  for (let url: URL | undefined = first; url; ) {
    if (seen.has(url.href)) return refused('its pages lead round in a circle');
    seen.add(url.href);
    const page = await fetchPage(url, token);
    if ('trouble' in page) return page;
    records.push(...page.results);
    if (page.next === undefined) break;
    const next: URL | undefined = nextOf(page.next, first);
    if (!next) return refused(`its next page is on another server, ${hostOf(page.next)}, which is not asked`);
    url = next;
  }
  return { records };
}

/** NetBox behind a proxy may not know that it is reached over TLS, so only host and port must be the same. */
function nextOf(text: string, first: URL): URL | undefined {
  if (!URL.canParse(text, first.href)) return undefined;
  const next = new URL(text, first);
  const isSame = next.origin === first.origin || next.hostname === first.hostname;
  if (!isSame) return undefined;
  const url = new URL(first);
  url.pathname = next.pathname;
  url.search = next.search;
  return url;
}

function hostOf(text: string): string {
  return URL.canParse(text) ? new URL(text).host : 'an address that is none';
}

type Page = { readonly results: readonly unknown[]; readonly next: string | undefined };
type Trouble = Extract<Fetched, { trouble: unknown }>;

async function fetchPage(url: URL, token: string | undefined): Promise<Page | Trouble> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { authorization: authorization(token) }),
      },
      // Whoever it leads to would get the token.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    return { trouble: 'unanswered', message: whyUnanswered(error) };
  }
  if (!response.ok) return whyRefused(response, text, token);
  const page = parse(text);
  if (page) return page;
  const type = response.headers.get('content-type') ?? 'nothing that says what it is';
  return refused(`it answered with ${plain(type)} and no list of devices; is this the address of a NetBox?`);
}

const TIMEOUT_MS = 30_000;

/** Tokens of NetBox 4.5 and later say by their first letters that they are of version 2. */
function authorization(token: string): string {
  return token.startsWith('nbt_') ? `Bearer ${token}` : `Token ${token}`;
}

function parse(text: string): Page | undefined {
  let page: unknown;
  try {
    page = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof page !== 'object' || page === null || !('results' in page) || !Array.isArray(page.results)) {
    return undefined;
  }
  const next = 'next' in page && typeof page.next === 'string' ? page.next : undefined;
  return { results: page.results, next };
}

function whyUnanswered(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `it did not answer within ${TIMEOUT_MS / 1000} seconds`;
  }
  // Node's fetch fails with a TypeError whose cause is the trouble; of several addresses each has its own.
  let cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof AggregateError) cause = cause.errors[0] ?? cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const said = cause instanceof Error ? cause.message : String(cause);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name cannot be resolved';
    case 'ECONNREFUSED':
      return 'it refuses connections';
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `it cannot be reached (${code})`;
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'its certificate is for another name';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'nobody that is trusted vouches for its certificate; NODE_EXTRA_CA_CERTS=ca.pem names an authority of your own';
    default:
      return /ssl|tls/i.test(`${code} ${said}`)
        ? `it does not speak TLS there (${plain(code || said)}); is it netbox+http://?`
        : `the connection failed (${plain(code || said)})`;
  }
}

function whyRefused({ status, headers }: Response, text: string, token: string | undefined): Trouble {
  const said = detailOf(text);
  const detail = said === '' ? '' : `: ${said}`;
  if (status === 401 || status === 403) {
    const what = token === undefined ? 'it wants a token' : 'it refuses the token';
    return refused(`${what} (${status}${detail}); NETBOX_TOKEN is to hold one that may read devices`);
  }
  if (status === 404) return refused('it has no API there (404); is this the address of a NetBox?');
  if (status === 400) return refused(`it does not understand the filters${detail}`);
  if (status >= 300 && status < 400) {
    return refused(
      `it says that it is elsewhere, at ${plain(headers.get('location') ?? '?')}; write that address`,
    );
  }
  return { trouble: 'unanswered', message: `it answered with ${status}${detail}` };
}

/** `{"detail": "Invalid token"}`, or `{"site": ["…"]}` of a filter. */
function detailOf(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return '';
  }
  if (typeof value !== 'object' || value === null) return '';
  const parts = Object.entries(value).map(([key, said]) => {
    const sentence = Array.isArray(said) ? said.join(' ') : String(said);
    return key === 'detail' ? sentence : `${key}: ${sentence}`;
  });
  return plain(parts.join('; ')).replace(/\.$/, '');
}

/** What a server says goes to a terminal. */
function plain(text: string): string {
  return text.replaceAll(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+/g, ' ').slice(0, 300);
}

function refused(message: string): Trouble {
  return { trouble: 'refused', message };
}
