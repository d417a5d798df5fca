import { codeBlocks, codeSpans, pages } from './pages.js';
import { shellCommands, type ShellCommand } from './shell-words.js';

/** A command that the documentation tells the reader to give. */
export interface DocumentedCommand extends ShellCommand {
  page: string;
  /** As it is written, without quotes, `npx`, the values of variables, and what explains it: it names the command. */
  text: string;
}

const shells = new Set(['', 'sh', 'console', 'bash']);
const firstWords = [
  ...['npx', 'npm', 'node', 'preenroll', 'temporal'],
  ...['docker', 'openssl', 'sha256sum', 'curl', 'cloudflared'],
];

/** Those in blocks of code, which are there to be copied. */
export function commandsInBlocks(): DocumentedCommand[] {
  return codeBlocks()
    .filter(({ language }) => shells.has(language))
    .flatMap(({ page, language, text }) =>
      linesOf(text, language !== '').flatMap((line) => toCommands(page, line)),
    );
}

/** Those within sentences, which need not be whole. */
export function commandsInSentences(): DocumentedCommand[] {
  return [...pages.keys()].flatMap((page) =>
    codeSpans(page)
      .flatMap((text) => toCommands(page, text))
      .filter(({ words }) => isCommand(words)),
  );
}

/** The lines of a block; where it may hold something else too, those that begin like a command. */
function linesOf(block: string, isShell: boolean): string[] {
  return block
    .replace(/ *\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .filter((line) => isShell || shellCommands(line).some(({ words }) => isCommand(words)));
}

function isCommand([first = '', second]: readonly string[]): boolean {
  return firstWords.includes(first) && second !== undefined;
}

function toCommands(page: string, line: string): DocumentedCommand[] {
  return shellCommands(line).map((command) => ({
    ...command,
    page,
    text: [
      ...command.variables.map((name) => `${name}=`),
      ...command.words.filter((word) => word !== 'npx'),
    ].join(' '),
  }));
}

/** What `preenroll` is given; undefined for every other command. */
export function preenrollArguments({ words }: ShellCommand): string[] | undefined {
  const [first, ...others] = words;
  if (first === 'preenroll') return others;
  if (first === 'npx' && others[0] === 'preenroll') return others.slice(1);
  const main = words.indexOf('bin/preenroll.js');
  return first === 'node' && main > 0 ? words.slice(main + 1) : undefined;
}
