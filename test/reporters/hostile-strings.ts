/** What a device, an inventory or another program may say to make a terminal do something, each with what it would do. */
export const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  ['clears the screen', '\x1b[2J\x1b[H'],
  ['goes up and writes over what stands there', '\x1b[5A\rroot#'],
  ['sets the title', '\x1b]0;owned\x07'],
  ['writes to the clipboard', '\x1b]52;c;cm0gLXJmIC8=\x07'],
  ['hides where a link leads', '\x1b]8;;https://evil.example/\x1b\\harmless\x1b]8;;\x1b\\'],
  ['asks the terminal for an answer, which is typed', '\x1b[c\x1b[6n\x05'],
  ['does the same in one byte', '\x9b2J\x9d0;owned\x9c\x90q\x9c'],
  ['opens a device control string', '\x1bP$q"p\x1b\\'],
  ['switches to another screen', '\x1b[?1049h'],
  ['switches to other characters', '\x0e\x1b(0'],
  ['begins an application command, a private message', '\x1b_x\x1b\\\x1b^x\x1b\\'],
  ['resets the terminal', '\x1bc'],
  ['writes over its own line', 'failed\rok    '],
  ['goes back', 'failed\b\b\b\b\b\bok'],
  ['rings, deletes, feeds', '\x07\x7f\x0b\x0c\0'],
  ['turns the direction of writing', '\u202etxt.exe\u202c\u2066x\u2069'],
  ['ends a line in other words', 'a\u2028forged: r9\u2029b\x85c'],
];

/** All of them. */
export const ALL_HOSTILE = HOSTILE.map(([, text]) => text).join(' ');

/** What must not reach a terminal unless netrun itself has put it there. */
export const ACTIVE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;
