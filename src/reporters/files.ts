import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Device } from '../model/device.ts';
import type { Reply } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import { UsageError } from '../model/usage-error.ts';
import { fileNames, folded } from './file-names.ts';
import { heading } from './heading.ts';
import { type OnLost, outputPieces } from './output.ts';
import { reasonOf } from './reason.ts';
import type { ReporterContext, ReporterFactory } from './reporter.ts';
import { typedLine } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/** How the files of a run are called. */
export type FileNaming = {
  readonly holds: 'device' | 'command';
  /**
   * The path of a file below the folder, which no device's words can lead out of it.
   * @param place the device's in the inventory
   * @param command as a safe name, with a number where the device gets it more than once; '' for a file of a device
   */
  pathOf(device: Device, place: number, command: string): string;
};

/** `NAME.txt`, with a number where devices share their name. */
function namedByDevice(devices: readonly Device[]): FileNaming {
  const names = fileNames(devices.map(({ name }) => name));
  return { holds: 'device', pathOf: (_, place) => `${names[place]}.txt` };
}

/**
 * Writes a file per device or per command into a folder, with what was printed, byte for byte; several outputs in one
 * file each under a line `==> command <==`, or behind the prompt where that is to be shown. Only a device that is ok, or
 * a command that is, replaces its file; what came of another one goes to `….partial`, and where nothing came nothing is
 * written. Files appear whole or not at all. Devices that are not shown elsewhere are written all the same.
 * @param folder is made where it is missing, for its owner only
 * @returns a factory, which throws UsageError when nothing can be written to the folder, or two devices would share a file
 */
export function files(
  folder: string,
  namingOf: (devices: readonly Device[]) => FileNaming = namedByDevice,
): ReporterFactory {
  return ({ devices, lost, wishes }) => {
    const naming = namingOf(devices);
    refuseSharedFiles(naming, devices);
    openFolders(folder, naming, devices);
    const unwritten = new Map<string, string[]>();
    const written = new Set<string>();
    return {
      async result(result, index) {
        for (const { name, replies, isOk } of contentsOf(result, index, naming)) {
          const path = join(folder, name);
          if (written.has(folded(name))) {
            lost(
              `${path} holds another output of this run already, so that of "${replies[0]?.command}" is lost`,
            );
            continue;
          }
          written.add(folded(name));
          try {
            // A folder that a command is called after is known only now.
            if (naming.holds === 'command') await mkdir(dirname(path), { recursive: true, mode: 0o700 });
            for (const sentence of await keep(path, replies, { isOk, wishes })) {
              lost(`${path}.partial: ${sentence}`);
            }
          } catch (error) {
            const reason = reasonOf(error);
            const paths = unwritten.get(reason);
            if (paths) paths.push(path);
            else unwritten.set(reason, [path]);
          }
        }
      },
      end() {
        // One full disk is one sentence, however many devices there are.
        for (const [reason, [first, ...others]] of unwritten) {
          const more = others.length === 0 ? '' : `, and ${others.length} more,`;
          lost(`${first}${more} could not be written: ${reason}`, 1 + others.length);
        }
      },
    };
  };
}

/** @throws UsageError where two devices would be written to the same file, whatever the commands are */
export function refuseSharedFiles(naming: FileNaming, devices: readonly Device[]): void {
  const takenBy = new Map<string, Device>();
  const problems: { message: string }[] = [];
  for (const [place, device] of devices.entries()) {
    const path = naming.pathOf(device, place, '');
    const other = takenBy.get(folded(path));
    if (other) problems.push({ message: sharing(other, device, path) });
    else takenBy.set(folded(path), device);
  }
  const [first, ...others] = problems;
  if (!first) return;
  const more = others.length === 0 ? [] : [{ message: `and ${others.length} more of the same` }];
  throw new UsageError([first, ...more]);
}

/** The names of files that a device's outputs go to; several commands that are the same have a number. */
export function pathsOf(
  naming: FileNaming,
  device: Device,
  place: number,
  commands: readonly string[],
): readonly string[] {
  if (naming.holds === 'device') return [naming.pathOf(device, place, '')];
  const names = fileNames(commands.map((command) => command.trim().replace(/\s+/g, '_')));
  const taken = new Set<string>();
  return names.map((name) => {
    let path = naming.pathOf(device, place, name);
    // Commands may differ only behind where their names are cut.
    for (let number = 2; taken.has(folded(path)); number++) {
      path = naming.pathOf(device, place, `${number}_${name}`);
    }
    taken.add(folded(path));
    return path;
  });
}

/** Before anything is contacted, since a run whose outputs go nowhere should not begin. */
function openFolders(folder: string, naming: FileNaming, devices: readonly Device[]): void {
  const below = devices.map((device, place) => join(folder, dirname(naming.pathOf(device, place, ''))));
  for (const one of new Set([folder, ...below])) {
    try {
      mkdirSync(one, { recursive: true, mode: 0o700 });
      accessSync(one, constants.W_OK | constants.X_OK);
    } catch (error) {
      const message = `outputs cannot be written to the folder ${one}: ${reasonOf(error)}`;
      throw new UsageError([{ message }]);
    }
  }
}

function sharing(one: Device, other: Device, path: string): string {
  const way = one.name === other.name ? '{host} and {port} tell' : '{name} tells';
  const label = ({ name, host, port }: Device) =>
    one.name === other.name ? `${name} (${host}:${port})` : name;
  return `${label(one)} and ${label(other)} would both be written to ${path}: ${way} them apart`;
}

type Contents = { readonly name: string; readonly replies: readonly Reply[]; readonly isOk: boolean };

function contentsOf(
  { device, replies, outcome }: Result,
  index: number,
  naming: FileNaming,
): readonly Contents[] {
  const commands = replies.map(({ command }) => command);
  return pathsOf(naming, device, index, commands).flatMap((name, place) => {
    const held = naming.holds === 'device' ? replies : replies.slice(place, place + 1);
    const isOk = naming.holds === 'device' ? outcome.status === 'ok' : held[0]?.status === 'ok';
    const isNothing = held.length === 0 || (!isOk && held.every(isEmpty));
    return isNothing ? [] : [{ name, replies: held, isOk }];
  });
}

function isEmpty({ output, outputFile }: Reply): boolean {
  return output === '' && outputFile === undefined;
}

type Keeping = Pick<ReporterContext, 'wishes'> & { readonly isOk: boolean };

/**
 * Writes a file beside its place and moves it there.
 * @returns sentences about what of the outputs is lost; then they are only `partial`
 */
async function keep(
  path: string,
  replies: readonly Reply[],
  { isOk, wishes }: Keeping,
): Promise<readonly string[]> {
  const lost: string[] = [];
  const temporary = join(dirname(path), `.netrun-${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      const write = (text: string) => file.appendFile(text);
      await writePieces(
        { write },
        contents(replies, wishes, (sentence) => lost.push(sentence)),
      );
    } finally {
      await file.close();
    }
    const isWhole = isOk && lost.length === 0;
    await rename(temporary, isWhole ? path : `${path}.partial`);
    // What came of an earlier run that broke off has been overtaken.
    if (isWhole) await rm(`${path}.partial`, { force: true });
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return lost;
}

async function* contents(
  replies: readonly Reply[],
  wishes: Keeping['wishes'],
  onLost: OnLost,
): AsyncGenerator<string, void, void> {
  for (const [place, reply] of replies.entries()) {
    if (place > 0) yield '\n';
    if (wishes.prompts === 'shown') yield `${typedLine(reply, wishes)}\n`;
    else if (replies.length > 1) yield heading(reply.command);
    yield* outputPieces(reply, onLost);
  }
}
