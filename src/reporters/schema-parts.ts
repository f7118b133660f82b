/** A JSON Schema (draft 7), as far as it is made here. */
export type Schema = Readonly<Record<string, unknown>>;

/** `isOptional`: it may be missing. */
export type Field = { readonly schema: Schema; readonly isOptional?: true };

/** An object with these fields, and others that are not known yet. */
export function record(description: string, fields: Readonly<Record<string, Field>>): Schema {
  const named = Object.entries(fields);
  return {
    description,
    type: 'object',
    properties: Object.fromEntries(named.map(([name, { schema }]) => [name, schema])),
    required: named.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
  };
}

export function field(description: string, schema: Schema): Field {
  return { schema: { description, ...schema } };
}

export function optional(description: string, schema: Schema): Field {
  return { ...field(description, schema), isOptional: true };
}

export const TEXT = { type: 'string' };
export const COUNT = { type: 'integer', minimum: 0 };
export const MILLISECONDS = { type: 'integer', minimum: 0 };

/** @param definition its name in the schema */
export function listOf(definition: string): Schema {
  return { type: 'array', items: { $ref: `#/definitions/${definition}` } };
}

/** The values of a union, each with its words. */
export function oneOf(values: Readonly<Record<string, string>>): Schema {
  return { anyOf: Object.entries(values).map(([value, description]) => ({ const: value, description })) };
}
