import { stringify } from 'yaml';
import type { Platform } from '../platforms/index.ts';
import { type AnyShape, PLATFORM_SHAPE } from '../platforms/shape.ts';
import { patternText } from './platform-pattern.ts';

/** A platform as YAML, complete, in the form in which a user describes one: what `readPlatforms` reads. */
export function platformText(name: string, platform: Platform): string {
  return stringify({ [name]: platformValues(platform) }, { lineWidth: 0, singleQuote: true });
}

/** The same as plain values. */
export function platformValues(platform: Platform): unknown {
  return written(platform, PLATFORM_SHAPE);
}

/** The value in the words of YAML, its keys in the order of the shape. */
function written(value: unknown, shape: AnyShape): unknown {
  switch (shape.kind) {
    case 'record':
      return Object.fromEntries(
        Object.entries(shape.fields).flatMap(([key, field]) => {
          const inner = valuesOf(value)[key];
          return inner === undefined ? [] : [[key, written(inner, field.shape)]];
        }),
      );
    case 'map':
      return Object.fromEntries(
        Object.entries(valuesOf(value)).map(([key, inner]) => [key, written(inner, shape.of)]),
      );
    case 'list':
      return Array.isArray(value) ? value.map((item) => written(item, shape.of)) : [];
    case 'pattern':
      return value instanceof RegExp ? patternText(value) : value;
    case 'switch':
    case 'number':
    case 'text':
    case 'choice':
      return value;
  }
}

function valuesOf(value: unknown): Readonly<Record<string, unknown>> {
  // The compiler holds the shape equal to the type, in which these are objects.
  return value as Readonly<Record<string, unknown>>;
}
