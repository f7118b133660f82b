import type { HostKeyStanding, Learned, Step } from '../model/examination.ts';
import type { AlgorithmKind } from '../model/login.ts';
import { EXAMINATION_VERSION } from './examination.ts';
import { FAILURE, RESULT as RUN_RESULT, SUMMARY } from './result-schema.ts';
import {
  COUNT,
  type Field,
  field,
  listOf,
  MILLISECONDS,
  oneOf,
  record,
  type Schema,
  TEXT,
} from './schema-parts.ts';

/**
 * The JSON Schema (draft 7) of what `netrun doctor -o json` writes, and of a line of `-o ndjson`. It allows fields that it
 * does not know, since a later release may add some within the same version.
 */
export function examinationSchema(): Schema {
  const steps = Object.entries(STEPS).map(([step, { description, learned }]) =>
    record(description, { ...head(step), ...asOptional(learned) }),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'What netrun doctor finds',
    description: 'What "netrun doctor -o json" writes, or a line of what "netrun doctor -o ndjson" writes.',
    anyOf: [{ $ref: '#/definitions/run' }, { $ref: '#/definitions/line' }],
    definitions: {
      run: record('All devices: -o json.', RUN),
      line: record('A device: a line of -o ndjson.', { version: VERSION, ...RESULT }),
      result: record('A device: an item of "results".', RESULT),
      step: { description: 'A step that a device came to.', anyOf: steps },
      failure: record('Why a device failed.', FAILURE),
      summary: record('How many devices ended how.', SUMMARY),
    },
  };
}

const VERSION = field('The version of this form; it changes when a reader could misunderstand it.', {
  const: EXAMINATION_VERSION,
});

const RUN = {
  version: VERSION,
  summary: { schema: { $ref: '#/definitions/summary' } },
  results: field('One per device, in the order of the inventory.', listOf('result')),
};

const TEXTS = { type: 'array', items: TEXT };

function head(step: string) {
  return {
    step: field('Which one.', { const: step }),
    durationMs: field('How long it took, without waiting for the user or for a turn.', MILLISECONDS),
  };
}

/** What a step shows may be missing where the device failed in it. */
function asOptional(fields: Readonly<Record<string, Field>>): Readonly<Record<string, Field>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { schema }]) => [name, { schema, isOptional: true as const }]),
  );
}

const STANDINGS = {
  known: 'It was known before.',
  new: 'It was taken on trust.',
  unchecked: 'Nobody looked at it.',
} satisfies Record<HostKeyStanding, string>;

/** One of each kind of algorithms. */
function ofEachKind(schema: Schema): Schema {
  const kinds = {
    kex: field('Key exchange.', schema),
    hostKey: field('Host key.', schema),
    cipher: field('Cipher.', schema),
    mac: field('Integrity.', schema),
  } satisfies Record<AlgorithmKind, Field>;
  return record('By kind.', kinds);
}

const PROMPT = {
  text: field('The prompt, as it was seen.', TEXT),
  mode: field("The platform's name of the mode that it shows; empty where it shows none.", TEXT),
};

const STEPS = {
  resolve: {
    description: 'A name is looked up.',
    learned: { addresses: field('Where it leads.', TEXTS) },
  },
  connect: {
    description: 'A connection is made, or jump hosts or a proxy command make one.',
    learned: {
      address: field('The address that answered, where netrun itself connects to it.', TEXT),
      unreachable: field('Addresses that were tried before.', TEXTS),
    },
  },
  identification: {
    description: 'The SSH server names itself.',
    learned: { text: field('How it does.', TEXT) },
  },
  'key-exchange': {
    description: 'Algorithms are agreed on, and keys exchanged.',
    learned: {
      offered: field('What the device offers, in its order.', ofEachKind(TEXTS)),
      chosen: field(
        'What is agreed on; empty where there is nothing in common, or nothing needed.',
        ofEachKind(TEXT),
      ),
      old: field('Those of the chosen that nobody should use any more.', TEXTS),
    },
  },
  'host-key': {
    description: 'The host key is looked at.',
    learned: {
      keyType: field('As SSH names it, such as ssh-ed25519.', TEXT),
      fingerprint: field('SHA256:…', TEXT),
      standing: field('How it stands to what is known; not there where it is not taken.', oneOf(STANDINGS)),
    },
  },
  authentication: {
    description: 'The device lets netrun in.',
    learned: {
      methods: field('What it takes.', TEXTS),
      way: field('What let netrun in: password, keyboard-interactive, none, or which key.', TEXT),
    },
  },
  detection: {
    description: 'It is found out what the device is.',
    learned: { platform: field('What it is, such as cisco_ios.', TEXT) },
  },
  prompt: { description: 'The prompt is learned.', learned: PROMPT },
  enable: {
    description: 'The privileged mode is entered.',
    learned: { commands: field('What was typed for it; nothing where none was needed.', TEXTS), ...PROMPT },
  },
  paging: {
    description: 'The pager is switched off.',
    learned: {
      command: field('What was typed for it; not there where there is no such command.', TEXT),
      refusal: field('What the device said where it did not take it; else empty.', TEXT),
      pages: field('How often a pager stopped the output all the same, and was answered.', COUNT),
    },
  },
} satisfies {
  readonly [S in Step]: { description: string; learned: Record<keyof Learned[S], Field> };
};

/** What a device has here as in a run. */
const { device, host, platform, status, failure, reason, notes } = RUN_RESULT;

const RESULT = {
  device,
  host,
  port: field('The port of SSH.', COUNT),
  platform,
  status,
  failedIn: field('The step in which it failed; null where it did not, or where none had begun.', {
    anyOf: [{ type: 'null' }, { enum: Object.keys(STEPS) }],
  }),
  failure,
  reason,
  notes,
  durationMs: field('How long all of it took.', MILLISECONDS),
  steps: field('Those that it came to, in this order.', listOf('step')),
};
