import { csv } from './csv.ts';
import { grouped } from './grouped.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { lines } from './lines.ts';
import { markdown } from './markdown.ts';
import { ndjson } from './ndjson.ts';
import { pairs } from './pairs.ts';
import { pretty } from './pretty.ts';
import { raw } from './raw.ts';
import type { Format } from './reporter.ts';
import { yaml } from './yaml.ts';

/** Every way to show a run on stdout, by the name that `--output` takes. */
export const REPORTERS = {
  pretty,
  grouped,
  lines,
  raw,
  json,
  ndjson,
  yaml,
  csv,
  pairs,
  markdown,
  html,
  junit,
} satisfies Record<string, Format>;

/** A name that `--output` takes. */
export type ReporterName = keyof typeof REPORTERS;
