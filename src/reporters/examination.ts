import { Chalk, type ChalkInstance } from 'chalk';
import type { Learned, Step, StepRecord } from '../model/examination.ts';
import type { FailureKind } from '../model/failure.ts';
import { addressOf, pathTo, withPort } from '../model/login.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Result, Summary } from '../model/result.ts';
import { formatDuration } from './duration.ts';
import { formatBlock, gatherBlocks } from './failure-block.ts';
import { widthOf } from './in-columns.ts';
import { shownAsTheyCome, shownAtTheEnd } from './in-order.ts';
import { failureRecord, jsonLine, summaryRecord } from './record.ts';
import type { ReporterFactory, Sink } from './reporter.ts';
import { summaryLine } from './summary-line.ts';
import { visibleLine } from './visible.ts';

/** The version of what programs read; a change that they could misunderstand makes it another. */
export const EXAMINATION_VERSION = 1;

type TableOptions = {
  /** What devices offer is shown too. */
  readonly isDetailed: boolean;
  /** Devices that pass are not shown. */
  readonly quiet: boolean;
};

/**
 * For people: a table per device, a row for each step that it came to, and below the last one what would help; at the
 * end what several devices fail by.
 */
export function examinationTables({ isDetailed, quiet }: TableOptions): ReporterFactory {
  return ({ out, wishes }) => {
    const look = { chalk: new Chalk({ level: out.colour ? 1 : 0 }), out, isDetailed };
    const blocks = gatherBlocks();
    const kinds = new Map<FailureKind, number>();
    let place = 0;
    return shownAsTheyCome(
      { out, wishes },
      {
        async show(result) {
          const { outcome } = result;
          blocks.add(result, place++);
          if (outcome.status === 'failed') {
            kinds.set(outcome.failure.kind, (kinds.get(outcome.failure.kind) ?? 0) + 1);
          }
          if (!(quiet && outcome.status === 'ok')) await out.write(`${table(result, look)}\n`);
        },
        async end(summary) {
          const shared = blocks
            .list()
            .filter(({ cause, names }) => cause.status !== 'note' && names.length > 1)
            .map((block) => formatBlock(block, look.chalk));
          for (const text of shared) await out.write(text);
          await out.write(`${summaryLine(summary, { kinds, chalk: look.chalk })}\n`);
        },
      },
    );
  };
}

/** For programs: one document `{version, summary, results}` at the end, results in inventory order. */
export const examinationJson: ReporterFactory = ({ out, wishes }) =>
  shownAtTheEnd({ wishes }, async (results, summary: Summary) => {
    const head = `{"version":${EXAMINATION_VERSION},"summary":${jsonLine(summaryRecord(summary))},\n"results":[`;
    await out.write(head);
    for (const [at, result] of results.entries()) {
      await out.write(`${at === 0 ? '' : ','}\n${jsonLine(recordOf(result))}`);
    }
    await out.write('\n]}\n');
  });

/** For programs that read along: a device a line, as it has ended. */
export const examinationLines: ReporterFactory = ({ out }) => ({
  result: (result) => out.write(`${jsonLine({ version: EXAMINATION_VERSION, ...recordOf(result) })}\n`),
  end() {},
});

/** Field by field, since a Device has passwords. */
function recordOf({ device, outcome }: Result) {
  const { name, host, port, platform } = device;
  const steps = outcome.examination ?? [];
  return {
    device: name,
    host,
    port,
    platform,
    status: outcome.status,
    failedIn: outcome.status === 'failed' ? (steps.at(-1)?.step ?? null) : null,
    failure: outcome.status === 'failed' ? failureRecord(outcome.failure) : null,
    ...(outcome.status === 'skipped' ? { reason: outcome.reason } : {}),
    notes: outcome.notes,
    durationMs: Math.round(outcome.durationMs),
    steps: steps.map((step) => ({ ...step, durationMs: Math.round(step.durationMs) })),
  };
}

type Look = { readonly chalk: ChalkInstance; readonly out: Sink; readonly isDetailed: boolean };

type Row = {
  readonly label: string;
  readonly time: string;
  readonly text: string;
  readonly tone?: 'bad' | 'odd';
};

/** What people call the steps. */
const TITLES: Readonly<Record<Step, string>> = {
  resolve: 'resolve',
  connect: 'connect',
  identification: 'identification',
  'key-exchange': 'key exchange',
  'host-key': 'host key',
  authentication: 'authentication',
  detection: 'detection',
  prompt: 'prompt',
  enable: 'enable',
  paging: 'paging',
};

function table(result: Result, { chalk, out, isDetailed }: Look): string {
  const { device, outcome } = result;
  const head = [
    chalk.bold(visibleLine(device.name)),
    ...(device.name === device.host && device.port === SSH_PORT
      ? []
      : [visibleLine(withPort(device.host, device.port))]),
    chalk.dim(device.platform),
    chalk.dim(formatDuration(outcome.durationMs, { decimals: 2 })),
    verdict(outcome, chalk),
  ].join('  ');
  const rows = [...rowsOf(result, isDetailed), ...endOf(outcome)];
  return `${head}\n${rows.map((row) => formatRow(row, chalk, out)).join('')}`;
}

const SSH_PORT = 22;

function verdict(outcome: Outcome, chalk: ChalkInstance): string {
  switch (outcome.status) {
    case 'ok':
      return chalk.green('passes');
    case 'failed':
      return chalk.red(['fails', ...stepWords(outcome.examination?.at(-1))].join(': '));
    case 'rejected':
    case 'skipped':
    case 'cancelled':
      return chalk.yellow(outcome.status);
  }
}

function stepWords(record: StepRecord | undefined): readonly string[] {
  return record ? [TITLES[record.step]] : [];
}

function rowsOf({ device, outcome }: Result, isDetailed: boolean): readonly Row[] {
  const records = outcome.examination ?? [];
  return records.flatMap((record, at) => {
    const label = TITLES[record.step];
    const time = duration(record.durationMs);
    const isLast = at === records.length - 1;
    const seen = isDetailed ? [...told(record, device), ...offered(record)] : told(record, device);
    if (isLast && outcome.status === 'failed') {
      const failure: Row = { label, time, text: `fails: ${outcome.failure.message}`, tone: 'bad' };
      return [failure, ...seen.map((text) => ({ label: '', time: '', text }))];
    }
    const [first = '', ...more] = seen;
    const tone = isOdd(record) ? ({ tone: 'odd' } as const) : {};
    const text = isLast && outcome.status === 'cancelled' ? `${first} cancelled`.trimStart() : first;
    return [{ label, time, text, ...tone }, ...more.map((text) => ({ label: '', time: '', text }))];
  });
}

/** What would help, and what else there is to know. */
function endOf(outcome: Outcome): readonly Row[] {
  const notes = outcome.notes.map((text) => ({ label: 'note', time: '', text }));
  if (outcome.status === 'skipped') return [{ label: 'skipped', time: '', text: outcome.reason }, ...notes];
  if (outcome.status !== 'failed') return notes;
  const { message, hint, awaited, lastLine } = outcome.failure;
  return [
    // No step had begun.
    ...(outcome.examination?.length
      ? []
      : [{ label: 'failed', time: '', text: message, tone: 'bad' as const }]),
    ...(awaited === undefined ? [] : [{ label: 'waited for', time: '', text: awaited }]),
    ...(lastLine === undefined || lastLine === '' ? [] : [{ label: 'last line', time: '', text: lastLine }]),
    ...(hint === '' ? [] : [{ label: 'what helps', time: '', text: hint }]),
    ...notes,
  ];
}

/** What a step has shown, in lines. */
function told(record: StepRecord, device: Result['device']): readonly string[] {
  switch (record.step) {
    case 'resolve':
      return record.addresses ? [record.addresses.join(', ')] : [];
    case 'connect': {
      const others = record.unreachable?.filter((address) => address !== device.host) ?? [];
      return [
        ...whereTo(record, device),
        ...(others.length > 0 ? [`not reached: ${others.join(', ')}`] : []),
      ];
    }
    case 'identification':
      return record.text === undefined ? [] : [record.text];
    case 'key-exchange': {
      const { chosen, old = [] } = record;
      if (!chosen || chosen.kex === '' || chosen.hostKey === '' || chosen.cipher === '') return [];
      const agreed = Object.values(chosen).filter((name) => name !== '');
      return [agreed.join(', '), ...(old.length > 0 ? [`old: ${old.join(', ')}`] : [])];
    }
    case 'host-key': {
      const { keyType = '', fingerprint = '', standing } = record;
      // Where it is not taken, the failure says which one it is.
      return standing === undefined ? [] : [`${STANDINGS[standing]}: ${keyType} ${fingerprint}`];
    }
    case 'authentication': {
      const { way, methods } = record;
      const takes = methods ? `it takes ${methods.join(', ')}` : '';
      return [way === undefined ? takes : `${way}${takes && `; ${takes}`}`].filter((text) => text !== '');
    }
    case 'detection':
      return record.platform === undefined
        ? []
        : [
            `it is ${record.platform}; "device_type: ${record.platform}" in the inventory saves finding it out`,
          ];
    case 'prompt':
      return record.text === undefined ? [] : [promptWords(record.text, record.mode)];
    case 'enable': {
      const { commands = [], text, mode } = record;
      if (text === undefined) return [];
      const typed = commands.map((command) => `"${command}"`).join(', ');
      return [`${typed === '' ? 'nothing to type:' : `${typed} leads to`} ${promptWords(text, mode)}`];
    }
    case 'paging':
      return pagingWords(record);
  }
}

function whereTo({ address }: Partial<Learned['connect']>, device: Result['device']): readonly string[] {
  switch (device.ssh.route.type) {
    case 'command':
      return ['through the proxy command'];
    case 'jump':
      return [`${withPort(addressOf(device), device.port)} through ${pathTo(device).join(', ')}`];
    case 'direct':
      return address === undefined ? [] : [withPort(address, device.port)];
  }
}

const STANDINGS = {
  known: 'known',
  new: 'new, taken on trust',
  unchecked: 'not checked',
} as const;

function promptWords(text: string, mode: string | undefined): string {
  return mode ? `${text}  (${mode})` : text;
}

function pagingWords({ command, refusal, pages }: Partial<Learned['paging']>): readonly string[] {
  const stops = pages ? [`its pager has stopped ${pages} times all the same, and was answered`] : [];
  if (command === undefined)
    return pages === undefined ? [] : ['nothing to type; pages are answered', ...stops];
  if (refusal) return [`"${command}" is refused: ${refusal}; pages are answered`, ...stops];
  return [`off by "${command}"`, ...stops];
}

/** It goes on, and people should look at it. */
function isOdd(record: StepRecord): boolean {
  switch (record.step) {
    case 'key-exchange':
      return (record.old?.length ?? 0) > 0;
    case 'host-key':
      return record.standing !== 'known';
    case 'paging':
      return Boolean(record.refusal) || (record.pages ?? 0) > 0;
    default:
      return false;
  }
}

function offered(record: StepRecord): readonly string[] {
  if (record.step !== 'key-exchange' || !record.offered) return [];
  const { kex, hostKey, cipher, mac } = record.offered;
  const lists = { kex, 'host key': hostKey, cipher, mac };
  return Object.entries(lists).map(([kind, names]) => `offers ${kind}: ${names.join(', ')}`);
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : formatDuration(ms, { decimals: 1 });
}

const LABEL_COLUMNS = 14;
const TIME_COLUMNS = 7;
const TEXT_AT = 2 + LABEL_COLUMNS + 2 + TIME_COLUMNS + 2;

/** A row, over several lines where the terminal is too narrow for it. */
function formatRow({ label, time, text, tone }: Row, chalk: ChalkInstance, out: Sink): string {
  const colour = { bad: chalk.red, odd: chalk.yellow, usual: (words: string) => words }[tone ?? 'usual'];
  const room = out.isTerminal ? Math.max(out.columns - 1 - TEXT_AT, 20) : Number.POSITIVE_INFINITY;
  const [first = '', ...more] = wrapped(visibleLine(text), room);
  const head = `  ${chalk.dim(label.padEnd(LABEL_COLUMNS))}  ${time.padStart(TIME_COLUMNS)}  ${colour(first)}`;
  return [head.trimEnd(), ...more.map((line) => `${' '.repeat(TEXT_AT)}${colour(line)}`)]
    .map((line) => `${line}\n`)
    .join('');
}

/** Text in lines of at most so many columns, broken behind blanks and commas; a longer word stays whole. */
function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=[ ,])/)) {
    if (line !== '' && widthOf((line + word).trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}
