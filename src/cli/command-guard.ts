import { withoutWords } from '../model/command-words.ts';
import { kindOf } from '../model/detected.ts';
import type { Device } from '../model/device.ts';
import type { Job } from '../model/job.ts';
import { foldNames } from '../model/node-set.ts';
import { wantsConsent } from '../model/safe-command.ts';
import type { Skip } from '../model/skip.ts';
import { UsageError } from '../model/usage-error.ts';
import { type DeviceKind, platformOf } from '../platforms/index.ts';
import { visibleLine } from '../reporters/visible.ts';
import { askOpenly } from './ask.ts';
import type { Io } from './io.ts';

/**
 * Lets nothing run unasked that may change a device: on a terminal the number of devices is to be typed, elsewhere
 * `--yes` is to be given.
 * @throws UsageError where it is not to be run; nothing has been contacted then
 */
export async function confirmCommands(
  devices: readonly Device[],
  jobs: readonly (Job | Skip)[],
  { yes }: { readonly yes: boolean },
  io: Io,
): Promise<void> {
  if (yes) return;
  const risky = riskyCommands(devices, jobs);
  if (risky.size === 0) return;
  const lines = [...risky].map(([text, names]) => {
    const on = `${foldNames(names)}${names.length > 1 ? ` (${names.length})` : ''}`;
    return visibleLine(`"${text}" may change something on ${on}`);
  });
  if (!io.stdin.isTTY) {
    throw new UsageError(
      lines.map((line) => ({ message: `${line}: add --yes to run it where nobody can be asked` })),
    );
  }
  const count = new Set([...risky.values()].flat()).size;
  io.stderr.write(`${lines.map(visibleLine).join('\n')}\n`);
  const typed = await askOpenly(`Type the number of devices (${count}) to go on`, io, '');
  if (typed.trim() !== String(count)) throw new UsageError([{ message: 'nothing was done' }]);
}

/** What a word stands for on a device that is not known yet only shows something; what stands behind it counts. */
function typedOn(kind: DeviceKind, text: string): string {
  if (kind.platform === 'autodetect') return text.replace(/^\s*@[\w-]+/, 'show it');
  return withoutWords([{ text }], platformOf(kind)).commands[0]?.text ?? text;
}

/** The commands that want a yes, each with the names of the devices that are to run it. */
function riskyCommands(
  devices: readonly Device[],
  jobs: readonly (Job | Skip)[],
): ReadonlyMap<string, readonly string[]> {
  const risky = new Map<string, string[]>();
  /** By platform: most devices have one, and the same commands. */
  const known = new Map<string, boolean>();
  for (const [index, device] of devices.entries()) {
    const job = jobs[index];
    if (!job || 'skip' in job) continue;
    for (const { text } of job.commands) {
      const kind = job.detected ? kindOf(job.detected.platform, job) : device;
      const key = `${kind.platform}\0${text}`;
      const wants = known.get(key) ?? wantsConsent(platformOf(kind), typedOn(kind, text));
      known.set(key, wants);
      if (!wants) continue;
      const names = risky.get(text);
      if (names) names.push(device.name);
      else risky.set(text, [device.name]);
    }
  }
  return risky;
}
