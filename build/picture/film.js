import { record, SIZE } from './record.js';
import { play } from './screens.js';
import { drawFilm } from './svg.js';

/** What is typed in the picture, behind the word netrun. */
export const COMMAND = '"show ip int br | include Loop"';

/** Milliseconds between two keys, and after the last one. */
const KEY_MS = 45;
const ENTER_MS = 350;

/** Types the command, records what it prints, and draws it. */
export async function film() {
  return drawFilm(await screens(), { columns: SIZE.columns, title: `netrun ${COMMAND} in a terminal` });
}

/** What the terminal shows, from the first key on. */
export async function screens() {
  const typed = [...`netrun ${COMMAND}`];
  const keys = typed.map((text, place) => ({ ms: place * KEY_MS, text }));
  const start = typed.length * KEY_MS + ENTER_MS;
  const prints = (await record(COMMAND)).map(({ ms, text }) => ({ ms: start + ms, text }));
  const chunks = [{ ms: 0, text: PROMPT }, ...keys, { ms: start, text: '\r\n' }, ...prints];
  return play(chunks, SIZE);
}

const PROMPT = '\x1b[2m$\x1b[22m ';
