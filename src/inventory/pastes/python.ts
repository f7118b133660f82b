import { isArgument } from '../device-keys.ts';
import type { Row, Source } from '../inventory.ts';
import { type Entry, mappingAt, type Text, textAt } from '../tree.ts';
import type { Left, Paste } from './paste.ts';
import { type PythonToken, pythonTokens } from './python-tokens.ts';

/**
 * Python that uses netmiko: dictionaries with `host` or `ip`, and calls with such arguments. Only what is written
 * there counts, and names that stand for a text; nothing is run.
 */
export const python: Paste = {
  recognise: (text) =>
    /\b(?:ConnectHandler|ConnLogOnly|ConnUnify|SSHDetect|dict)\s*\(/.test(text) ||
    /^\s*(?:from|import)\s+netmiko\b/m.test(text) ||
    /^\s*[A-Za-z_]\w*\s*=\s*[[{(]/m.test(text) ||
    // As print shows it; JSON has double quotes.
    /^\s*[[{(][\s\S]*'(?:host|ip)'\s*:/.test(text),
  read({ file, text, problems }: Source) {
    const base = problems.texts.add(file, text);
    const reader: Reader = {
      base,
      rows: [],
      left: [],
      texts: new Map(),
      at: 0,
      depth: 0,
      tokens: pythonTokens(text),
    };
    while (reader.at < reader.tokens.length) readStatement(reader);
    const { rows, left } = reader;
    return { rows, left, platform: 'autodetect', readAs: 'Python with dictionaries for netmiko' };
  },
};

type Reader = {
  readonly base: number;
  readonly tokens: readonly PythonToken[];
  readonly rows: Row[];
  readonly left: Left[];
  /** What names stand for, where that is a text. */
  readonly texts: Map<string, string>;
  at: number;
  /** Dictionaries and calls that are open. */
  depth: number;
};

function readStatement(reader: Reader): void {
  const [name, sign, value, behind] = reader.tokens.slice(reader.at, reader.at + 4);
  if (name?.kind === 'name' && isSign(sign, '=') && value) {
    const isWhole = behind === undefined || behind.line !== value.line;
    if (value.kind === 'text' && isWhole) reader.texts.set(name.text, value.text);
    reader.at += 2;
    if (isSign(value, '{')) readDevice(reader, DICTIONARY, nameFor(name.text));
    else if (value.kind === 'name' && isSign(behind, '(')) {
      reader.at++;
      readDevice(reader, CALL, nameFor(name.text));
    }
    return;
  }
  if (isSign(name, '{')) readDevice(reader, DICTIONARY, undefined);
  else if (name?.kind === 'name' && isSign(sign, '(')) {
    reader.at++;
    readDevice(reader, CALL, undefined);
  } else reader.at++;
}

function isSign(token: PythonToken | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}

/** `cisco1 = {` names the device, `device = {` and `params = {` do not. */
function nameFor(variable: string): string | undefined {
  return /\d/.test(variable) ? variable : undefined;
}

/** How keys and values are written that belong together. */
type Form = { readonly key: PythonToken['kind']; readonly between: string; readonly close: string };

const DICTIONARY: Form = { key: 'text', between: ':', close: '}' };
const CALL: Form = { key: 'name', between: '=', close: ')' };

/** From the bracket that opens its values to behind the one that closes them. */
function readDevice(reader: Reader, form: Form, name: string | undefined): void {
  const offset = reader.base + (reader.tokens[reader.at]?.offset ?? 0);
  reader.at++;
  if (reader.depth === DEEPEST) return;
  reader.depth++;
  const collected: Collected = { entries: new Map(), unread: [] };
  for (
    let token = reader.tokens[reader.at];
    token && !isSign(token, form.close);
    token = reader.tokens[reader.at]
  ) {
    if (token.kind === form.key && isSign(reader.tokens[reader.at + 1], form.between)) {
      reader.at += 2;
      readValue(reader, token, form.close, collected);
    } else readStatement(reader);
  }
  reader.at++;
  reader.depth--;
  keep(reader, { ...collected, name, offset });
}

/** Deeper than any inventory is; what is within is read as if it stood beside. */
const DEEPEST = 50;

type Collected = { readonly entries: Map<string, Entry>; readonly unread: Left[] };

/** One value, up to the comma or the bracket behind it; a dictionary within is a device of its own. */
function readValue(reader: Reader, key: PythonToken, close: string, { entries, unread }: Collected): void {
  const offset = reader.base + key.offset;
  if (isSign(reader.tokens[reader.at], '{')) {
    readDevice(reader, DICTIONARY, key.text);
    return;
  }
  const tokens: PythonToken[] = [];
  let depth = 0;
  for (let token = reader.tokens[reader.at]; token; token = reader.tokens[reader.at]) {
    if (depth === 0 && (isSign(token, ',') || isSign(token, close))) break;
    tokens.push(token);
    // A list of dictionaries under a key: each is a device.
    if (isSign(token, '{')) readDevice(reader, DICTIONARY, undefined);
    else {
      if (isSign(token, '(') || isSign(token, '[')) depth++;
      if (isSign(token, ')') || isSign(token, ']') || isSign(token, '}')) depth--;
      reader.at++;
    }
  }
  const isNothing = tokens.length === 1 && tokens[0]?.kind === 'name' && tokens[0].text === 'None';
  if (isNothing) return;
  const known = textOf(tokens, reader.texts);
  if (known) entries.set(key.text, { offset, value: { ...known, offset } });
  else if (isArgument(key.text)) {
    unread.push({ offset, why: `${key.text} that is worked out in the program` });
  }
}

/** What some tokens stand for, where that is plain to see; undefined: they are worked out when the program runs. */
function textOf(tokens: readonly PythonToken[], texts: ReadonlyMap<string, string>): Text | undefined {
  const [first] = tokens;
  if (!first) return undefined;
  // Python joins texts that stand side by side.
  if (tokens.every(({ kind }) => kind === 'text')) {
    return textAt(tokens.map(({ text }) => text).join(''), first.offset);
  }
  if (tokens.length > 1) return undefined;
  if (first.kind === 'number' || first.text === 'True' || first.text === 'False') {
    return textAt(first.kind === 'number' ? first.text : first.text.toLowerCase(), first.offset);
  }
  const named = first.kind === 'name' ? texts.get(first.text) : undefined;
  return named === undefined ? undefined : textAt(named, first.offset);
}

function keep(
  { rows, left }: Reader,
  { entries, unread, name, offset }: Collected & { name: string | undefined; offset: number },
): void {
  const isDevice = ['host', 'ip'].some((key) => entries.has(key));
  if (isDevice) {
    rows.push({ mapping: mappingAt(entries, offset), groups: [], ...(name !== undefined && { key: name }) });
    left.push(...unread);
  } else if (entries.has('device_type') || unread.some(({ why }) => /^(?:host|ip) /.test(why))) {
    left.push({ offset, why: 'a device whose address is worked out in the program' });
  }
}
