// Writes the manual page that the package installs, of the same source as --help.
import { writeFileSync } from 'node:fs';
import { manPage } from '../dist/cli/man-page.js';

writeFileSync(new URL('../dist/netrun.1', import.meta.url), manPage());
