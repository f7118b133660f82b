// Takes away what earlier builds have left, so that the package holds what this one makes.
import { rmSync } from 'node:fs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
