import { type AnyShape, PLATFORM_SHAPE, type RecordShape } from '../platforms/shape.ts';

/** A JSON Schema, as far as it is made here. */
export type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema of a file of platforms, and of what stands under `platforms:` in an inventory. */
export function platformSchema(): Schema {
  const ours: RecordShape = PLATFORM_SHAPE;
  const { properties, ...record } = recordSchema(ours, 'any');
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Platforms for netrun',
    description: 'Platforms of your own: each by its name, alone or under "platforms".',
    type: 'object',
    properties: { platforms: { type: 'object', additionalProperties: { $ref: '#/definitions/platform' } } },
    additionalProperties: { $ref: '#/definitions/platform' },
    definitions: {
      platform: {
        description: 'What it does not say is taken from the platform that it extends, else from "generic".',
        ...record,
        properties: {
          extends: { description: 'the platform that this one builds on', type: 'string', minLength: 1 },
          override: {
            description: "true: takes the place of netrun's own platform of this name",
            type: 'boolean',
          },
          ...properties,
        },
        if: { required: ['extends'] },
        else: { required: ['title', 'modes'] },
      },
    },
  };
}

/** `any`: what is missing may be taken from elsewhere. */
type Needs = 'any' | 'all';

function schemaOf(shape: AnyShape, needs: Needs): Schema {
  switch (shape.kind) {
    case 'record':
      return recordSchema(shape, needs);
    case 'map':
      return { type: 'object', additionalProperties: orNone(schemaOf(shape.of, needs)) };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of, 'all') };
    case 'pattern':
      return { type: 'string', minLength: 1, ...(PATTERNS[shape.of] && { pattern: PATTERNS[shape.of] }) };
    case 'switch':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: shape.from, maximum: shape.to };
    case 'choice':
      return { enum: shape.of };
    case 'text':
      return { type: 'string', minLength: 1, ...(shape.of !== 'keys' && { pattern: '^[^\\r\\n]*$' }) };
  }
}

function recordSchema({ fields }: RecordShape, needs: Needs) {
  const all = Object.entries(fields);
  const properties = Object.fromEntries(
    all.map(([key, { about, need, shape }]) => {
      const schema = schemaOf(shape, needs);
      return [key, { description: about, ...(need === 'required' ? schema : orNone(schema)) }];
    }),
  );
  const required = all.filter(([, { need }]) => needs === 'all' && need === 'required').map(([key]) => key);
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  } as const;
}

/** `~` takes away what would be taken from elsewhere. */
function orNone(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** What a regular expression has in it, where that can be said; `/…/i` may be written for what stands between. */
const PATTERNS: Readonly<Record<string, string>> = {
  prompt: '^/?\\^.*\\(\\?<name>.*\\$(?:/i)?$',
  start: '^/?\\^',
};
