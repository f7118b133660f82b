import type { ErrorCode } from 'yaml';

/**
 * Says in clear words what a YAML parser complained about. The text itself is never repeated: it may be a password.
 * @param code and `message` as the yaml library gives them
 */
export function explainYamlError(code: ErrorCode, message: string): string {
  // One code stands for a missing quote, bracket, colon and hyphen alike; only the message tells them apart.
  const [, sentence] = BY_MESSAGE.find(([pattern]) => pattern.test(message)) ?? [];
  return sentence ?? BY_CODE[code] ?? `this is not valid YAML: ${message}`;
}

const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing/, 'a quote is opened and never closed'],
  [/^Flow (?:sequence|map)/, 'a [ or { is opened and never closed; text that begins with one must be quoted'],
  [
    /^Sequence item without/,
    'this line stands among list items but does not begin with "- "; check its indentation',
  ],
  [/^Implicit map keys need/, 'this line is not "key: value"; is the colon missing, or the blank after it?'],
];

const BY_CODE: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: 'a tab indents this line and YAML allows spaces only; replace it with spaces',
  BAD_INDENT: 'the indentation of this line does not fit the lines above it',
  BAD_SCALAR_START: 'text cannot begin with this character; put the text in quotes',
  BAD_DQ_ESCAPE: 'a backslash in "double quotes" has a special meaning; use \'single quotes\'',
  BLOCK_AS_IMPLICIT_KEY:
    'there is a second ": " here; quote text that has one, or check the indentation of the next line',
  MULTILINE_IMPLICIT_KEY:
    'a key must stand on one line; is the blank after a colon missing, or the next line indented wrongly?',
  UNEXPECTED_TOKEN: 'this does not belong here; check the quotes and the indentation',
  MULTIPLE_DOCS:
    'a second YAML document begins here; netrun reads one per file, so put it into a file of its own',
  RESOURCE_EXHAUSTION: 'the brackets or lists here are nested too deeply',
};
