import { parseArgs } from 'node:util';
import { DEFAULT_SIZES, NAMED_ROWS, sizeRows } from './rows.js';

export const USAGE = `Usage: npm run bench -- [--only ROWS] [--sizes LIST] [--rounds N] [--seconds N] [--write] [--no-install]

--only ROWS    only these of ${NAMED_ROWS.map(({ name }) => name).join(', ')}, sizes; sizes: what the curve of cost against size needs beyond
--sizes LIST   numbers of devices of that curve (default: ${DEFAULT_SIZES.join(',')})
--rounds N     how often every client is run, in turns (default: 5)
--seconds N    a client that has taken so long in a row is not run again there (default: 10)
--write        write the tables and charts to docs/ as well
--no-install   other clients only as far as they are installed already
`;

/**
 * @typedef {{
 *   rows: readonly import('./rows.js').Row[],
 *   rounds: number,
 *   secondsEach: number,
 *   isWritten: boolean,
 *   isHelp: boolean,
 *   mayInstall: boolean,
 * }} Options
 */

/**
 * Reads the arguments; throws an Error with a sentence for the user.
 * @param {readonly string[]} args
 * @returns {Options}
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      sizes: { type: 'string', default: DEFAULT_SIZES.join(',') },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '10' },
      write: { type: 'boolean', default: false },
      'no-install': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.write && values.only !== undefined) {
    throw new Error('--write needs all rows, since a page is about one run: leave --only out');
  }
  const sizes = values.sizes.split(',').map((text) => whole(text, 60_000));
  return {
    rows: rowsOf(values.only, sizeRows(sizes)),
    rounds: whole(values.rounds, 1000),
    secondsEach: whole(values.seconds, 3600),
    isWritten: values.write,
    isHelp: values.help,
    mayInstall: !values['no-install'],
  };
}

/**
 * @param {string | undefined} only
 * @param {readonly import('./rows.js').Row[]} more
 */
function rowsOf(only, more) {
  if (only === undefined) return [...NAMED_ROWS, ...more];
  return only.split(',').flatMap((name) => {
    if (name === 'sizes') return more;
    const row = NAMED_ROWS.find((one) => one.name === name);
    if (!row) throw new Error(`"${name}" is none of ${NAMED_ROWS.map((one) => one.name).join(', ')}, sizes`);
    return [row];
  });
}

/**
 * @param {string} text
 * @param {number} most
 */
function whole(text, most) {
  if (!/^[1-9]\d{0,5}$/.test(text) || Number(text) > most) {
    throw new Error(`"${text}" is no number from 1 to ${most}`);
  }
  return Number(text);
}
