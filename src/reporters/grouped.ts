import { Chalk, type ChalkInstance } from 'chalk';
import type { Device } from '../model/device.ts';
import { foldNames } from '../model/node-set.ts';
import type { Result } from '../model/result.ts';
import { type Comparing, comparable, comparing } from './comparable.ts';
import { exitWords } from './exit-words.ts';
import { slices } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { colouredDiff, type UnifiedDiff, unifiedDiff } from './unified-diff.ts';
import { visible, visibleLine } from './visible.ts';
import { wholeText } from './whole-text.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For many devices that should be alike: those with equal outputs and status under one heading, the largest group
 * first, as `clush -b` does. What changes by itself does not count: uptimes, clocks, counters, the device's own name.
 * With a difference asked for, every group is shown as what it has otherwise than the largest one.
 */
export const grouped: Format = {
  open,
  carriesFailures: false,
  isStreamed: false,
  hasSummary: true,
  isOfGroups: true,
};

function open(context: ReporterContext): Reporter {
  const { out, grouping, wishes } = context;
  const look: Look = {
    chalk: new Chalk({ level: out.colour ? 1 : 0 }),
    block: out.isTerminal ? visible : (text) => text,
  };
  const groups = new Map<string, Group>();
  const compare = comparing(context);
  return {
    async result(result, index) {
      if (result.replies.length === 0) return;
      if (wishes.devices === 'not ok' && result.outcome.status === 'ok') return;
      const texts: string[] = [];
      for (const reply of result.replies) texts.push(await wholeText(reply, context.lostOf(result)));
      const key = keyOf(result, texts, { grouping, compare });
      const group = groups.get(key);
      const member = { index, name: result.device.name };
      if (!group) groups.set(key, { key, members: [member], result, texts, first: index });
      else {
        group.members.push(member);
        // The one that stands first in the inventory speaks for all, whatever came first.
        if (index < group.first) Object.assign(group, { result, texts, first: index });
      }
    },
    async end() {
      const sorted = [...groups.values()].sort(
        (a, b) => b.members.length - a.members.length || a.first - b.first,
      );
      const { diff } = grouping;
      const reference =
        diff === 'none'
          ? undefined
          : sorted.find((group) => diff === 'largest' || group.members.some(({ name }) => name === diff.to));
      const diffOf = await unifiedDiff();
      let separator = '';
      for (const group of sorted) {
        if (wishes.parts === 'summary') {
          await out.write(heading(group, look));
          continue;
        }
        const shown =
          reference && group !== reference
            ? difference(reference, group, { ...look, diffOf })
            : outputs(group, look);
        await writePieces(out, separator, heading(group, look), inPieces(shown));
        separator = '\n';
      }
    },
  };
}

/** How text is written to a place. */
type Look = { readonly chalk: ChalkInstance; readonly block: (text: string) => string };

type Group = {
  readonly key: string;
  readonly members: { readonly index: number; readonly name: string }[];
  /** Of the device that speaks for all. */
  result: Result;
  /** Its outputs. */
  texts: readonly string[];
  first: number;
};

function keyOf(
  { device, replies, outcome }: Result,
  texts: readonly string[],
  { grouping, compare }: Pick<ReporterContext, 'grouping'> & { readonly compare: Comparing },
): string {
  const patterns = [...grouping.volatileOf(device), ...ownName(device)];
  const compared = replies.map(({ command, status, exitCode }, place) => [
    command,
    status,
    exitCode,
    compare(patterns, (counting) => comparable(texts[place] ?? '', counting)),
  ]);
  return JSON.stringify([outcome.status, compared]);
}

/** A name of one letter would be found everywhere. */
function ownName({ name, host }: Device): readonly RegExp[] {
  const own = [name.split('.')[0] ?? '', host].filter((word) => word.length > 1);
  return own.map((word) => new RegExp(`(?<![\\w.-])${escaped(word)}(?![\\w-])`, 'i'));
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function heading({ members, result }: Group, { chalk }: Look): string {
  const sorted = members.toSorted((a, b) => a.index - b.index).map(({ name }) => name);
  const names = chalk.bold(visibleLine(foldNames(sorted)));
  const count = members.length > 1 ? ` (${members.length})` : '';
  const { status } = result.outcome;
  return `${names}${count}${status === 'ok' ? '' : `  ${chalk.yellow(status)}`}\n`;
}

function outputs({ result, texts }: Group, { chalk, block }: Look): readonly string[] {
  const { replies, outcome } = result;
  const namesCommands = replies.length > 1 || outcome.status !== 'ok';
  return replies.flatMap((reply, place) => {
    const text = block(texts[place] ?? '');
    const why = reply.status === 'ok' ? '' : `  (${exitWords(reply) ?? reply.status})`;
    const command = namesCommands ? [`${chalk.cyan(`$ ${visibleLine(reply.command)}`)}${why}\n`] : [];
    return [...command, text.endsWith('\n') || text === '' ? text : `${text}\n`];
  });
}

/** What a group's outputs have otherwise than those of the reference, as a unified diff. */
function difference(
  reference: Group,
  group: Group,
  { chalk, block, diffOf }: Look & { readonly diffOf: UnifiedDiff },
): readonly string[] {
  const nameOf = ({ result }: Group) => visibleLine(result.device.name);
  return group.result.replies.flatMap((reply, place) => {
    const lines =
      diffOf(
        { name: nameOf(reference), text: reference.texts[place] ?? '' },
        { name: nameOf(group), text: group.texts[place] ?? '' },
      ) ?? [];
    const head =
      group.result.replies.length > 1 ? [`${chalk.cyan(`$ ${visibleLine(reply.command)}`)}\n`] : [];
    return [...head, ...lines.map((line) => `${colouredDiff(block(line), chalk)}\n`)];
  });
}

async function* inPieces(texts: readonly string[]): AsyncGenerator<string, void, void> {
  for (const text of texts) yield* slices(text);
}
