import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventoryText } from '../lab/inventory-text.ts';
import { startLab } from '../lab/lab.ts';
import { visibleLine } from '../reporters/visible.ts';
import type { ExitCode, Io } from './io.ts';
import { runCommand } from './run-command.ts';

/** `netrun demo`: the main job against three simulated routers, which end with it. */
export async function demo(argv: readonly string[], io: Io): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), 'netrun-demo-'));
  const lab = await startLab();
  try {
    const file = join(folder, 'devices.yaml');
    writeFileSync(file, inventoryText(lab.devices), { mode: 0o600 });
    const words = argv.length === 0 ? ['show ip int br'] : argv;
    const shown = words.map((word) => (/\s/.test(word) ? `"${word}"` : word));
    io.stderr.write(`$ netrun ${visibleLine(shown.join(' '))}\n`);
    return await runCommand(['-i', file, ...words], io);
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true });
  }
}
