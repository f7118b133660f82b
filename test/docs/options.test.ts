import { expect, test } from 'vitest';
import { RUN_GROUPS } from '../../src/cli/options/index.ts';
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts';

/** docs/options.md; `npx vitest run test/docs -u` writes it anew after an option has changed. */
test('the page of options is what the program says of them', async () => {
  await expect(optionsPage()).toMatchFileSnapshot('../../docs/options.md');
});

function optionsPage(): string {
  const groups = Object.values(RUN_GROUPS).map((group) => {
    const rows = group
      .options()
      .map(({ flags, description, argChoices = [], defaultValue, negate, envVar }) => [
        code(flags),
        argChoices.length === 0 ? description : `${description}: ${argChoices.map(code).join(', ')}`,
        defaultValue === undefined || negate ? '' : code(String(defaultValue)),
        envVar ? code(envVar) : '',
      ]);
    const lines = rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
    return `## ${group.title.replace(/:$/, '')}\n\n| Option | What it does | Default | Variable |\n|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  const subcommands = Object.entries(SUBCOMMANDS).map(
    ([name, summary]) => `| ${code(`netrun ${name}`)} | ${summary} |`,
  );
  return `# Options\n\n${INTRODUCTION}\n${groups.join('\n')}\n## Instead of a command\n\n| | |\n|---|---|\n${subcommands.join('\n')}\n`;
}

const INTRODUCTION = `Every option of a run, as \`netrun --help-all\` has them. One that takes a value may also stand in \`netrun.yaml\` in the
folder, or in \`~/.config/netrun/config.yaml\`, under its long name without the dashes (\`concurrency: 50\`,
\`enable: false\`); the command line goes before the environment, the environment before the project's file, and that
before the user's. \`netrun config\` shows what applies, and why.
`;

function code(text: string): string {
  return `\`${text}\``;
}
