/** `--More--`, `<--- More --->`, ` -- More -- `: the word alone, with dashes. */
export const MORE = { pattern: /^\s*(?:<(-+)\s?more\s?\1>|(-+)\s?more\s?\2)\s*$/i, answer: ' ' } as const;

/** `--More-- or (q)uit`, `--More-- (q to quit)`, `---- More ( Press 'Q' to break ) ----`: with its keys named. */
export const MORE_OR_QUIT = {
  pattern:
    /^\s*-{2,4}\s?more\s?-{0,4}(?: or \(q\)uit.*| \(q\) quit.*| ?\(\s?(?:q|press|hit|any|space|ctrl)[^()]*\)(?:\s?-{2,4})?|,? ?next page: ?space.*)\s*$/i,
  answer: ' ',
} as const;

/** `--More--(23%)`, `---(more 12%)---`, `---(less 40%)---`: with how far one has come. */
export const MORE_PERCENT = {
  pattern: /^\s*-{2,3}\(?(?:more|less)(?:\s\d+%)?\)?-{2,3}\s*(?:\(\d+%\))?\s*$/i,
  answer: ' ',
} as const;

/** `More: <space>,  Quit: q, One line: <return>`: Radlan-based switches (Cisco S300, Dell PowerConnect, Eltex). */
export const MORE_SPACE = {
  pattern: /^\s*more: <space>,\s+quit: q(?: or ctrl\+z)?,\s+one line: <(?:return|cr)>\s*$/i,
  answer: ' ',
} as const;

/** `Press any key to continue (Q to quit)` and its kin, in outputs and in greetings. */
export const ANY_KEY = {
  pattern:
    /^\s*(?:-+\s*)?(?:press|hit|strike) (?:any key|<?space>?(?: ?bar)?) (?:to|for) (?:continue|more|next page)[^>#]{0,40}$/i,
  answer: ' ',
} as const;

/** `Press Enter to continue...` */
export const PRESS_ENTER = {
  pattern: /^\s*(?:press|hit) <?(?:enter|return)>?(?: key)? to continue[ .]*$/i,
  answer: '\r',
} as const;

/** less and what behaves like it; lines of an output begin like some of its forms. */
export const LESS = {
  pattern: /^(?:lines \d+-\d+(?:\/\d+)?|:|\S+ line \d+.*)\s*$/,
  answer: ' ',
  isVague: true,
} as const;

/** The end of what less shows: it waits for its end, and no key brings more. */
export const LESS_END = { pattern: /^(?:lines \d+-\d+.* )?\(END\)\s*$/, answer: 'q', isVague: true } as const;
