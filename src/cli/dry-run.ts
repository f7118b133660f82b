import type { Device } from '../model/device.ts';
import { pathTo, withOtherPort } from '../model/login.ts';
import { type FileNaming, pathsOf, refuseSharedFiles } from '../reporters/files.ts';
import { visibleLine } from '../reporters/visible.ts';
import type { RunOptions } from './options.ts';
import type { Plan } from './plan.ts';

/**
 * What a plan would do: which devices, which user, which commands, and the files below `--output-dir` where they have
 * names of the user's own; never a secret.
 * @throws UsageError where two devices would be written to the same file
 */
export async function describePlan(
  { devices, jobs, inventorySize }: Plan,
  { outputDir, fileName }: Pick<RunOptions, 'outputDir' | 'fileName'>,
): Promise<string> {
  const naming = outputDir !== undefined && fileName !== undefined && (await namingOf(fileName, devices));
  const lines = devices.flatMap((device, index) => {
    const user = device.username === '' ? '(asked for)' : device.username;
    const address = withOtherPort(device.host, device.port);
    const label = device.name === device.host ? address : `${device.name}  ${address}`;
    const job = jobs[index];
    if (job && 'skip' in job)
      return [`${label}  skipped: ${job.skip}`, ...job.notes.map((note) => `    ${note}`)];
    const texts = job?.commands.map(({ text }) => text) ?? [];
    const files = naming
      ? pathsOf(naming, device, index, texts).map((path) => `    > ${outputDir}/${path}`)
      : [];
    const commands = texts.map((text) => `    ${text}`);
    const path = pathTo(device);
    const via = path.length === 0 ? '' : `  through ${path.join(', ')}`;
    return [`${label}  ${device.platform}  user ${user}${via}`, ...commands, ...files];
  });
  const of = devices.length === inventorySize ? '' : ` of ${inventorySize}`;
  return `${lines.map(visibleLine).join('\n')}\n${devices.length}${of} device${inventorySize === 1 ? '' : 's'}; nothing was contacted\n`;
}

async function namingOf(fileName: string, devices: readonly Device[]): Promise<FileNaming> {
  const { fileNaming } = await import('./file-naming.ts');
  const naming = fileNaming(fileName, new Date())(devices);
  refuseSharedFiles(naming, devices);
  return naming;
}
