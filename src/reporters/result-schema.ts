import type { FailureKind } from '../model/failure.ts';
import type { Outcome, Reply } from '../model/outcome.ts';
import type { Summary } from '../model/result.ts';
import { RESULT_VERSION } from './record.ts';
import {
  COUNT,
  type Field,
  field,
  listOf,
  MILLISECONDS,
  oneOf,
  optional,
  record,
  type Schema,
  TEXT,
} from './schema-parts.ts';

/**
 * The JSON Schema (draft 7) of what `json` writes, and of a line of `ndjson`. It allows fields that it does not know,
 * since a later release may add some within the same version.
 */
export function resultSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Results of netrun',
    description: 'What "netrun -o json" writes, or a line of what "netrun -o ndjson" writes.',
    anyOf: [{ $ref: '#/definitions/run' }, { $ref: '#/definitions/line' }],
    definitions: {
      run: record('A whole run: -o json.', RUN),
      line: { ...record('A device: a line of -o ndjson.', { version: VERSION, ...RESULT }), ...VERDICTS },
      result: { ...record('A device: an item of "results".', RESULT), ...VERDICTS },
      reply: record('What a device printed to a command.', REPLY),
      failure: record('Why a device failed.', FAILURE),
      summary: record('How many devices ended how.', SUMMARY),
    },
  };
}

const VERSION = field('The version of this form; it changes when a reader could misunderstand it.', {
  const: RESULT_VERSION,
});

const STATUSES = {
  ok: 'Every command was answered.',
  rejected: 'The device answered, and refused a command.',
  failed: 'It did not come to its end: see "failure".',
  skipped: 'It was not contacted: see "reason".',
  cancelled: 'The run ended before.',
} satisfies Record<Outcome['status'], string>;

const REPLY_STATUSES = {
  ok: 'The prompt came back.',
  rejected: 'The device refused the command, or it ended with an exit code that is not 0.',
  partial: 'Not all of the output came, or could be kept.',
} satisfies Record<Reply['status'], string>;

const KINDS = {
  resolve: 'The name of the host could not be resolved.',
  connect: 'No connection could be made.',
  negotiation: 'The SSH server and netrun share no algorithm, or it speaks no SSH.',
  'host-key': 'The host key is not the one that was expected.',
  auth: 'The device let nobody in.',
  enable: 'The privileged mode could not be entered.',
  prompt: 'No prompt was recognised.',
  timeout: 'A deadline passed.',
  question: 'The device asked something for which there was no answer.',
  closed: 'The connection ended too early.',
  'output-limit': 'The output was too large.',
  'worker-lost': "The worker ended, with the device's session in it.",
  bug: 'netrun has a bug.',
} satisfies Record<FailureKind, string>;

const RUN = {
  version: VERSION,
  summary: { schema: { $ref: '#/definitions/summary' } },
  results: optional(
    'One per device, in the order of the inventory; not there with --summary-only.',
    listOf('result'),
  ),
};

export const SUMMARY = {
  inventory: field('Devices in the inventory.', COUNT),
  selected: field('Devices of the run; the five counts below add up to it.', COUNT),
  ok: field(STATUSES.ok, COUNT),
  rejected: field(STATUSES.rejected, COUNT),
  failed: field('They did not come to their end.', COUNT),
  skipped: field('They were not contacted.', COUNT),
  cancelled: field(STATUSES.cancelled, COUNT),
  durationMs: field('How long the run took.', MILLISECONDS),
} satisfies Record<keyof Summary, Field>;

export const RESULT = {
  device: field('Its name in the inventory.', TEXT),
  host: field('Its address, as the inventory writes it.', TEXT),
  platform: field('What it is, such as cisco_ios.', TEXT),
  status: field('How it ended.', oneOf(STATUSES)),
  replies: field('One per command that was typed, in this order.', listOf('reply')),
  failure: field('Why it failed; null where it did not.', {
    anyOf: [{ type: 'null' }, { $ref: '#/definitions/failure' }],
  }),
  reason: optional('Why it was skipped; only there where it was.', TEXT),
  notes: field('What else should be known, in sentences.', { type: 'array', items: TEXT }),
  durationMs: field('From the start of connecting to the last answer.', MILLISECONDS),
  attempts: field('How many connections were opened.', COUNT),
};

/** What goes with which status. */
const VERDICTS = {
  allOf: [
    verdict('failed', { properties: { failure: { $ref: '#/definitions/failure' } } }),
    verdict('skipped', { required: ['reason'] }),
  ],
};

function verdict(status: Outcome['status'], then: Schema): Schema {
  return { if: { properties: { status: { const: status } } }, then };
}

const REPLY = {
  command: field('As it was typed.', TEXT),
  prompt: optional('With --show-prompt: what the device showed before the command.', TEXT),
  output: field('What the device printed up to its next prompt; lines end in LF.', TEXT),
  status: field('How the command ended.', oneOf(REPLY_STATUSES)),
  exitCode: optional('Of a program that was run without a shell.', { type: 'integer' }),
  signal: optional('What ended such a program in place of an exit code, such as TERM.', TEXT),
  durationMs: field('From typing it to the next prompt.', MILLISECONDS),
};

export const FAILURE = {
  kind: field('What sort of trouble it was.', oneOf(KINDS)),
  message: field('What happened, in a sentence.', TEXT),
  hint: field('What would help; empty where nothing is known to.', TEXT),
  awaited: optional('What was being waited for.', TEXT),
  lastLine: optional('The last line that the device had printed.', TEXT),
};
