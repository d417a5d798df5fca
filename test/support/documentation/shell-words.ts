/** One command of a line, as a shell would understand it. */
export interface ShellCommand {
  /** Variables that are set for it alone. */
  variables: string[];
  words: string[];
}

/**
 * The commands of a line of documentation, which are separated by `&&` or `|`. What stands behind two spaces or ` #` explains; redirections are left out.
 */
export function shellCommands(line: string): ShellCommand[] {
  const commands: ShellCommand[] = [{ variables: [], words: [] }];
  for (let token of tokensOf(line)) {
    const current = commands.at(-1) ?? { variables: [], words: [] };
    if (token === '&&' || token === '|') {
      commands.push({ variables: [], words: [] });
      continue;
    }
    const [, variable] = /^([A-Z][A-Z0-9_]*)=/.exec(token) ?? [];
    if (variable !== undefined && current.words.length === 0) {
      current.variables.push(variable);
      continue;
    }
    token = token.replace(/'([^']*)'|"([^"]*)"/g, '$1$2');
    current.words.push(token);
  }
  return commands.map(({ variables, words }) => ({ variables, words: withoutRedirections(words) }));
}

/** Parts that stand between single spaces, with their quotes. */
function tokensOf(line: string): string[] {
  const [command = ''] = /^(?:'[^']*'|"[^"]*"|(?! {2}| #).)*/.exec(line) ?? [];
  return command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
}

function withoutRedirections(words: readonly string[]): string[] {
  return words.filter(
    (word, place) => !['>', '<'].includes(word) && !['>', '<'].includes(words[place - 1] ?? ''),
  );
}
