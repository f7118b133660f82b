import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventoryText } from '../lab/inventory-text.ts';
import { startLab } from '../lab/lab.ts';
import { visibleLine } from '../reporters/visible.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { runCommand } from './run-command.ts';

/** `netrun demo`: the main job against three simulated routers, which end with it. */
export async function demo(argv: readonly string[], io: Io): Promise<ExitCode> {
  // It has the options of a run, and no others of its own.
  if (/^(?:-h|--help|--help-all)$/.test(argv[0] ?? '')) {
    io.stdout.write(HELP);
    return EXIT.ok;
  }
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

const HELP = `Examples:
  netrun demo                            show ip int br on three routers
  netrun demo -o grouped "show version"  another command, with options of a run

Usage: netrun demo [options] [command...]

Starts three simulated routers on this machine, runs a command on them, and ends
them. netrun --help tells the options; netrun lab has routers that stay.
`;
