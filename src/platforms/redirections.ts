/** IOS and its relatives: the first `|` may lead into a file (append, redirect, tee); those behind it belong to the filter's expression. */
export const FILE_AS_FIRST_PIPE = /^[^|]*\|\s*[art]/i;

/**
 * Pipes that are no filters, where a command may have several. A `|` in the middle of an expression (`up|down`) is no pipe;
 * `| s` is `| save` on some.
 */
export const NO_FILTER =
  /(?:^[^|]*|\s)\|(?!\s*(?:i|in|inc\w*|b|be\w*|e|ex|exc\w*|egrep|grep|g|sec\w*|c|co|cou\w*|m|mat\w*|n|no-?mo\w*|no-?mat\w*|exc\w*|find|nz|last|head|tail|wc|sort|uniq|cut|human|json|json-pretty|xml|display|hold|trim|resolve|compare|by-linenum|page|pager|more|less|commands|strip-private|as|yaml|tab\w*|details|annotate)\b)/i;

/** `>` and `>>`. */
export const TO_FILE = />/;

/** What ends one command and begins another one, and a shell's substitutions. */
export const SECOND_COMMAND = /[;&`]|\$\(/;
