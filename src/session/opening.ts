import type { Device } from '../model/device.ts';
import type { Depth } from '../model/examination.ts';
import type { Command, Job } from '../model/job.ts';
import { isReadOnly } from '../model/safe-command.ts';
import { platformOf, USER_NAME_AND_PASSWORD } from '../platforms/index.ts';
import type { ModeChange, Platform } from '../platforms/platform.ts';
import { steps } from './modes.ts';

/** The platform with what the inventory says of this device's shell. */
export function platformIn(device: Device): Platform {
  const platform = platformOf(device);
  if (!device.shellLogin || platform.shellLogin) return platform;
  return { ...platform, shellLogin: USER_NAME_AND_PASSWORD };
}

/** The platform of a device that is examined: nothing is typed before the step before it is over, nor beyond `depth`. */
export function stepByStep(platform: Platform, depth: Depth): Platform {
  const prepare = depth === 'all' ? platform.prepare : [];
  const upToPrompt = { enable: 'never', hiddenPrivileges: [] } as const;
  return { ...platform, typeAhead: false, prepare, ...(depth === 'login' ? upToPrompt : {}) };
}

/** What can be sent to a device together with the request for its shell, before it has said anything. */
export function aheadOf(platform: Platform, device: Device, job: Job): readonly string[] {
  if (!job.pipelining || !readsAhead(platform)) return [];
  return openingLines(platform, job, waysFromStart(platform, device, job)[0]);
}

/** The command that can run as a program of its own, without a shell; undefined: there is more to do, or it needs one. */
export function aloneCommand({ platform, device, job }: ShellNeeds): Command | undefined {
  const [command, ...others] = job.commands;
  if (!platform.exec || job.shell === 'always' || !command || others.length > 0) return undefined;
  const needsTyping = job.answers.length > 0 || (command.answers?.length ?? 0) > 0;
  return needsTyping || wantsPrivilege(platform, device, job) ? undefined : command;
}

type ShellNeeds = { readonly platform: Platform; readonly device: Device; readonly job: Job };

/** The opening may be typed in one write: nothing of it depends on what the device says. */
export function readsAhead({ typeAhead, prepare, shellLogin, hiddenPrivileges }: Platform): boolean {
  const isFixed = prepare.every(({ mode, otherwise }) => mode === undefined && otherwise === undefined);
  return typeAhead && isFixed && !shellLogin && !hiddenPrivileges;
}

/** The way to the privileged mode from the one in which a login usually ends. */
export function waysFromStart(platform: Platform, device: Device, job: Job): readonly ModeChange[] {
  const start = Object.entries(platform.modes).find(([, mode]) => !mode.enter && !mode.leave)?.[0];
  return waysToPrivilege(platform, device, job, start);
}

/** The commands that lead from a mode to the privileged one, where the job wants it and it can be had. */
export function waysToPrivilege(
  platform: Platform,
  device: Device,
  job: Job,
  mode: string | undefined,
): readonly ModeChange[] {
  if (mode === undefined || platform.privileged === undefined || !wantsPrivilege(platform, device, job)) {
    return [];
  }
  const ways = steps(platform, mode, platform.privileged) ?? [];
  const isOpen = job.enable === 'always' || device.secret !== undefined;
  return isOpen || ways.every((way) => !way.secretPrompt) ? ways : [];
}

/** The commands are to run in the privileged mode, if it can be had. */
function wantsPrivilege(platform: Platform, device: Device, job: Job): boolean {
  switch (job.enable) {
    case 'never':
      return false;
    case 'always':
      return platform.enable !== 'never';
    case 'auto':
      return (
        platform.enable === 'always' || (platform.enable === 'with-secret' && device.secret !== undefined)
      );
  }
}

/** The lines of the opening that need no answer in between. */
export function openingLines(platform: Platform, job: Job, way: ModeChange | undefined): readonly string[] {
  const prepare = platform.prepare.map((one) => one.command);
  if (way) return [...prepare, way.command];
  const [first] = job.commands;
  const isSafe = first && isReadOnly(platform, first.text) && !isHelp(platform, first.text);
  const isShort = [...prepare, first?.text ?? ''].join('\r').length < MOST_AHEAD;
  return isSafe && isShort ? [...prepare, first.text] : prepare;
}

/** Devices keep little of what they have not read yet: some no more than 250 characters. */
const MOST_AHEAD = 200;

/** A line that ends in the help key acts at once, without an Enter. */
export function isHelp({ helpKey }: Platform, line: string): boolean {
  return helpKey !== undefined && line.endsWith(helpKey);
}
