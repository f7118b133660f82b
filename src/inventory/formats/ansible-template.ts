import type { Mapping } from '../tree.ts';
import { isNull } from '../tree.ts';

/** A text without templates, or the end of a sentence that says why it cannot be had. */
export type Filled = { readonly text: string } | { readonly problem: string };

/**
 * Fills in the templates that need no Jinja: `{{ name }}`, where it is a variable of the host, and
 * `{{ lookup('env', 'NAME') }}`, which becomes a reference to the environment.
 */
export function fillTemplate(
  text: string,
  host: { readonly name: string; readonly variables: Mapping },
  within: readonly string[] = [],
): Filled {
  if (!/\{[{%]/.test(text)) return { text };
  const variable = ENVIRONMENT.exec(text.trim())?.[1];
  if (variable !== undefined) return { text: `env:${variable}` };
  let problem: string | undefined;
  const filled = text.replaceAll(/\{\{\s*([A-Za-z_]\w*)\s*\}\}/g, (whole, name: string) => {
    const value = host.variables.entries.get(name)?.value;
    if (name === 'inventory_hostname') return host.name;
    if (within.includes(name)) problem ??= `is a template in a circle, through "${name}"`;
    else if (!value || isNull(value))
      problem ??= `is a template with "${name}", which is no variable of this host`;
    else if (value.kind === 'sealed') problem ??= `is a template with "${name}", which ${value.why}`;
    else if (value.kind === 'text') {
      const inner = fillTemplate(value.text, host, [...within, name]);
      if ('text' in inner) return inner.text;
      problem ??= inner.problem;
    } else problem ??= `is a template with "${name}", which is no text`;
    return whole;
  });
  if (problem === undefined && /\{[{%]/.test(filled)) problem = 'is a template that only Ansible can fill in';
  if (problem === undefined) return { text: filled };
  return { problem: problem.includes(';') ? problem : `${problem}; ${WAY_OUT}` };
}

const ENVIRONMENT =
  /^\{\{\s*(?:lookup|query)\(\s*['"](?:ansible\.builtin\.)?env['"]\s*,\s*['"](\w+)['"]\s*\)\s*\}\}$/;
const WAY_OUT = 'write the value, or env:NAME, or leave it out and netrun asks for what is missing';
