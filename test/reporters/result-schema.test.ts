import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { FailureKind } from '../../src/model/failure.ts';
import type { Result } from '../../src/model/result.ts';
import { json } from '../../src/reporters/json.ts';
import { ndjson } from '../../src/reporters/ndjson.ts';
import { resultSchema } from '../../src/reporters/result-schema.ts';
import { yaml } from '../../src/reporters/yaml.ts';
import { device, FIXED_RESULTS, outcome, reply, show } from './fixed-run.ts';

const OPTIONS = { allErrors: true, strict: true, strictRequired: false, strictTypes: false };
/** The schema as it is published, and one that refuses every field that it does not know. */
const open = new Ajv(OPTIONS).compile(resultSchema());
const closed = new Ajv(OPTIONS).compile(closedSchema(resultSchema()));

const KINDS = Object.keys({
  resolve: 0,
  connect: 0,
  negotiation: 0,
  'host-key': 0,
  auth: 0,
  enable: 0,
  prompt: 0,
  timeout: 0,
  question: 0,
  closed: 0,
  'output-limit': 0,
  'worker-lost': 0,
  bug: 0,
} satisfies Record<FailureKind, number>) as FailureKind[];

/** Everything that can come of a device, with every field that there is. */
const RESULTS: readonly Result[] = [
  ...FIXED_RESULTS,
  ...KINDS.map((kind) => ({
    device: device(`of-${kind}`),
    replies: [],
    outcome: outcome({ status: 'failed', failure: { kind, message: 'm', hint: '', awaited: 'a' } }),
  })),
  {
    device: device('programs', { platform: 'linux' }),
    replies: [
      { ...reply('true', ''), prompt: '$ ', exitCode: 0 },
      { ...reply('sleep 9', '', 'rejected'), signal: 'TERM' },
    ],
    outcome: outcome({ status: 'rejected' }),
  },
];

const SHOWN = { results: RESULTS, wishes: { prompts: 'shown' as const } };

describe('the schema of results', () => {
  it('is the published one', async () => {
    const text = `${JSON.stringify(resultSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../docs/result.schema.json');
  });

  it('has what -o json writes, and not a field less', async () => {
    const { stdout } = await show(json, SHOWN);
    expect(complaints(JSON.parse(stdout.text()))).toEqual([]);
  });

  it('has what every line of -o ndjson is, and not a field less', async () => {
    const { stdout } = await show(ndjson, SHOWN);
    const lines = stdout.text().trimEnd().split('\n');
    expect(lines).toHaveLength(RESULTS.length);
    for (const line of lines) expect(complaints(JSON.parse(line)), line).toEqual([]);
  });

  it.each([
    ['without prompts', {}],
    ['of devices that were not ok', { devices: 'not ok' as const }],
    ['without devices', { parts: 'summary' as const }],
  ])('has what -o json and -o yaml write %s', async (_, wishes) => {
    const { stdout } = await show(json, { results: RESULTS, wishes });
    expect(complaints(JSON.parse(stdout.text()))).toEqual([]);
    const { stdout: other } = await show(yaml, { results: RESULTS, wishes });
    expect(complaints(parseYaml(other.text()))).toEqual([]);
  });

  it('has what -o yaml writes', async () => {
    const { stdout } = await show(yaml, SHOWN);
    expect(complaints(parseYaml(stdout.text()))).toEqual([]);
  });

  it('has no field that is never written', async () => {
    const { stdout } = await show(json, SHOWN);
    const { stdout: lines } = await show(ndjson, SHOWN);
    const written = [stdout.text(), ...lines.text().trimEnd().split('\n')].flatMap((text) =>
      keysOf(JSON.parse(text)),
    );
    expect([...new Set(written)].sort()).toEqual([...new Set(propertiesOf(resultSchema()))].sort());
  });

  it.each(['docs/output.md'])('has the example in %s', (file) => {
    const text = readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    expect(complaints(JSON.parse(example))).toEqual([]);
  });

  it('allows fields of a later release, and no other version', async () => {
    const { stdout } = await show(json, SHOWN);
    const run = JSON.parse(stdout.text());
    expect(open({ ...run, more: 1, summary: { ...run.summary, more: 1 } })).toBe(true);
    expect(open({ ...run, version: 2 })).toBe(false);
  });

  it.each([
    ['a status that there is not', { status: 'fine' }],
    ['a failure without its reason', { status: 'failed' }],
    ['a device that was skipped and does not say why', { status: 'skipped' }],
    ['a time with a fraction', { durationMs: 0.5 }],
    ['outputs without their command', { replies: [{ output: '', status: 'ok', durationMs: 1 }] }],
  ])('refuses %s', async (_, fields) => {
    const { stdout } = await show(ndjson, { results: RESULTS.slice(0, 1) });
    const line = JSON.parse(stdout.text());
    expect(open(line)).toBe(true);
    expect(open({ ...line, ...fields })).toBe(false);
  });
});

function complaints(value: unknown): readonly string[] {
  closed(value);
  return (closed.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The same schema with `additionalProperties: false` wherever it lists properties in full. */
function closedSchema(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.type === 'object' ? { ...value, additionalProperties: false } : value,
  );
}

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [key, ...keysOf(child)]);
}

function propertiesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(propertiesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...(key === 'properties' ? Object.keys(child) : []),
    ...propertiesOf(child),
  ]);
}
