import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { stateFile } from '../access/state-file.ts';
import type { Device } from '../model/device.ts';
import { foldNames } from '../model/node-set.ts';
import type { Reply } from '../model/outcome.ts';
import { comparable, comparing } from '../reporters/comparable.ts';
import { shownAsTheyCome } from '../reporters/in-order.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';
import { colouredDiff, type UnifiedDiff, unifiedDiff } from '../reporters/unified-diff.ts';
import { visible, visibleLine } from '../reporters/visible.ts';
import { EVERYTHING } from '../reporters/wishes.ts';

/**
 * Shows of each device what it prints otherwise than the last time that it was asked the same, as a unified diff, and
 * keeps what it printed now. Only commands that went well are compared and kept, so a device that is down for a while
 * is compared with what it printed before.
 */
export function changes(stateFolder: string): ReporterFactory {
  return ({ out, grouping, lost }) => {
    const folder = join(stateFolder, 'changed');
    const chalk = new Chalk({ level: out.colour ? 1 : 0 });
    const block = out.isTerminal ? visible : (text: string) => text;
    const fresh: string[] = [];
    const tooLarge: string[] = [];
    const unkept: string[] = [];
    let diffing: Promise<UnifiedDiff> | undefined;
    const compare = comparing({ lost });

    const write = async (lines: readonly string[]) => {
      for (const line of lines) await out.write(`${colouredDiff(block(line), chalk)}\n`);
    };
    const changesOf = async (
      device: Device,
      reply: Reply,
      repetition: number,
    ): Promise<readonly string[]> => {
      if (reply.outputFile) {
        tooLarge.push(device.name);
        return [];
      }
      const file = stateFile(join(folder, `${keyOf(device, reply.command, repetition)}.json`));
      const before = keptIn(file.readJson());
      const now: Kept = { at: new Date().toISOString(), output: reply.output };
      if (!file.replace(JSON.stringify(now))) unkept.push(device.name);
      if (!before) {
        fresh.push(device.name);
        return [];
      }
      const patterns = grouping.volatileOf(device);
      const isSame = (counting: readonly RegExp[]) =>
        comparable(before.output, counting) === comparable(now.output, counting);
      if (compare(patterns, isSame)) return [];
      diffing ??= unifiedDiff();
      const diffOf = await diffing;
      const title = `${device.name}: ${reply.command}`;
      return compare(patterns, (counting) => difference(title, before, now, counting, diffOf));
    };

    return shownAsTheyCome(
      { out, wishes: EVERYTHING },
      {
        async show({ device, replies }) {
          for (const [place, reply] of replies.entries()) {
            if (reply.status !== 'ok') continue;
            const repetition = replies
              .slice(0, place)
              .filter(({ command }) => command === reply.command).length;
            await write(await changesOf(device, reply, repetition));
          }
        },
        async end() {
          await write(sentence('nothing to compare with yet', fresh));
          await write(sentence('too large to be compared', tooLarge));
          const [first] = unkept;
          if (first !== undefined)
            lost(`what ${first} printed could not be kept for the next run`, unkept.length);
          prune(folder);
        },
      },
    );
  };
}

/** What a device printed at its last run. */
type Kept = { readonly at: string; readonly output: string };

function keptIn(stored: unknown): Kept | undefined {
  if (typeof stored !== 'object' || stored === null || !('at' in stored) || !('output' in stored))
    return undefined;
  const { at, output } = stored;
  return typeof at === 'string' && typeof output === 'string' ? { at, output } : undefined;
}

/** @param repetition how often the command stands before it in the same session */
function keyOf({ name, host, port }: Device, command: string, repetition: number): string {
  const key = JSON.stringify([name, host, port, command, repetition]);
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function difference(
  title: string,
  before: Kept,
  now: Kept,
  patterns: readonly RegExp[],
  diffOf: UnifiedDiff,
): readonly string[] {
  const versionOf = ({ at, output }: Kept) => ({ name: `${visibleLine(title)}\t${at}`, text: output });
  const known = new Map<string, string>();
  const countingOf = (line: string) => {
    const counting = known.get(line) ?? comparable(line, patterns);
    known.set(line, counting);
    return counting;
  };
  const isSame = (one: string, other: string) => one === other || countingOf(one) === countingOf(other);
  const lines = diffOf(versionOf(before), versionOf(now), { isSame, mostEdits: MOST_EDITS });
  if (lines && lines.length > HEAD_LINES) return lines;
  // What counts may stand in no single line.
  const exact = lines && diffOf(versionOf(before), versionOf(now), { mostEdits: MOST_EDITS });
  return exact ?? [`${visibleLine(title)}: more has changed than can be shown`];
}

/** The names of both. */
const HEAD_LINES = 2;

/** The time that comparing takes grows with their square. */
const MOST_EDITS = 3000;

function sentence(what: string, names: readonly string[]): readonly string[] {
  const different = [...new Set(names)];
  if (different.length === 0) return [];
  const count = different.length > 1 ? ` (${different.length})` : '';
  return [`${what}: ${visibleLine(foldNames(different))}${count}`];
}

/** What no run has asked for in this time belongs to a device or command that there is no more. */
const KEPT_MS = 90 * 24 * 3600 * 1000;

function prune(folder: string): void {
  try {
    const oldest = Date.now() - KEPT_MS;
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).mtimeMs < oldest) rmSync(path, { force: true });
    }
  } catch {
    // Another run prunes it at the same time, or there is nothing.
  }
}
