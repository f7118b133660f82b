import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { pairs } from './pairs.ts';
import { pretty } from './pretty.ts';
import { raw } from './raw.ts';
import type { Format } from './reporter.ts';

/** Every way to show a run on stdout, by the name that `--output` takes. */
export const REPORTERS = { pretty, raw, json, ndjson, pairs } satisfies Record<string, Format>;

/** A name that `--output` takes. */
export type ReporterName = keyof typeof REPORTERS;
