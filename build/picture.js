// Writes docs/terminal.svg, the picture of the README: netrun in a terminal, against simulated routers. `npm run picture`.
import { existsSync, writeFileSync } from 'node:fs';
import { film } from './picture/film.js';
import { SCRIPT } from './picture/record.js';

if (existsSync(SCRIPT)) {
  const svg = await film();
  writeFileSync(new URL('../docs/terminal.svg', import.meta.url), svg);
  console.log(`docs/terminal.svg is written: ${Math.round(svg.length / 1000)} kB`);
} else {
  console.error(`the picture is made with ${SCRIPT} of util-linux, which is not here`);
  process.exitCode = 1;
}
