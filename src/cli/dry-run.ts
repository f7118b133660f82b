import { pathTo, withOtherPort } from '../model/login.ts';
import { visibleLine } from '../reporters/visible.ts';
import type { Plan } from './plan.ts';

/** What a plan would do: which devices, which user, which commands; never a secret. */
export function describePlan({ devices, jobs, inventorySize }: Plan): string {
  const lines = devices.flatMap((device, index) => {
    const user = device.username === '' ? '(asked for)' : device.username;
    const address = withOtherPort(device.host, device.port);
    const label = device.name === device.host ? address : `${device.name}  ${address}`;
    const job = jobs[index];
    if (job && 'skip' in job)
      return [`${label}  skipped: ${job.skip}`, ...job.notes.map((note) => `    ${note}`)];
    const commands = job?.commands.map((command) => `    ${command.text}`) ?? [];
    const path = pathTo(device);
    const via = path.length === 0 ? '' : `  through ${path.join(', ')}`;
    return [`${label}  ${device.platform}  user ${user}${via}`, ...commands];
  });
  const of = devices.length === inventorySize ? '' : ` of ${inventorySize}`;
  return `${lines.map(visibleLine).join('\n')}\n${devices.length}${of} device${inventorySize === 1 ? '' : 's'}; nothing was contacted\n`;
}
