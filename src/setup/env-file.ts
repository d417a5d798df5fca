import { readFile, rm, stat } from 'node:fs/promises';
import { writeWhole } from './journal.js';
import { idToCome, type LocalPart } from './local-part.js';
import type { Ids } from './step.js';

/** A line of the env file. */
export interface Setting {
  name: string;
  value: string;
  /** Never shown. */
  isSecret?: boolean;
  /** Of no use where there is an event hook already, which sends another one. */
  isForNewHook?: boolean;
}

export interface WantedEnvFile {
  file: string;
  settings: readonly Setting[];
  /** What the administrator has to add: lines of comment, for a new file only. */
  template: readonly string[];
}

/** The values of an env file, as Node's `--env-file` reads them; undefined if there is no such file. */
export async function readEnvFile(file: string): Promise<Record<string, string> | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, name, value] = assignment.exec(line) ?? [];
      return name === undefined ? [] : [[name, unquote(value ?? '')]];
    }),
  );
}

/** The file with what the processes are started with: 0600, what is in it already stays. */
export function envFilePart({ file, settings, template }: WantedEnvFile): LocalPart {
  const due = (ids: Ids) => {
    const { 'event-hook': hook = idToCome } = ids;
    return settings.filter(({ isForNewHook }) => !isForNewHook || hook === idToCome);
  };

  async function look(ids: Ids) {
    const given = await readEnvFile(file);
    const open = given !== undefined && ((await stat(file)).mode & 0o077) !== 0;
    const differing = due(ids).filter(({ name, value }) => given?.[name] !== value);
    return { given, open, differing };
  }

  return {
    ...{ key: 'env-file', when: 'before-the-hook', title: `Write ${file}` },
    byHand: { where: file, values: settings.map((each) => shown(each)) },

    async plan(ids) {
      const { given, open, differing } = await look(ids);
      if (!open && differing.length === 0) return undefined;
      const before = differing.filter(({ name }) => given?.[name] !== undefined);
      return {
        is: [
          ...before.map((setting) =>
            shown({ ...setting, value: given?.[setting.name] ?? '' }, 'before'),
          ),
          ...(open ? ['readable by others'] : []),
        ],
        willBe: [
          ...differing.map((setting) => shown(setting)),
          'readable by its owner alone (0600)',
        ],
        undo: 'it is deleted, if nothing was added since',
      };
    },

    async apply(ids) {
      const text = await readIfThere(file);
      await writeWhole(file, text === undefined ? fresh(due(ids)) : merged(text, due(ids)));
      return due(ids).map(({ name }) => name);
    },

    async remove({ made, isForced, isDryRun }) {
      const text = await readIfThere(file);
      if (text === undefined) return undefined;
      const title = `Delete ${file}`;
      const isOurs = text.startsWith(heading);
      const names = Object.keys((await readEnvFile(file)) ?? {});
      if (!isForced && !(isOurs && names.every((name) => made.includes(name)))) {
        return { title, obstacle: 'there is more in it than the setup has written' };
      }
      if (!isDryRun) await rm(file);
      return { title };
    },
  };

  function fresh(wanted: readonly Setting[]): string {
    return `${[heading, ...wanted.map(line), '', ...template].join('\n')}\n`;
  }

  function merged(text: string, wanted: readonly Setting[]): string {
    const left = new Map(wanted.map((setting) => [setting.name, setting]));
    const lines = text.split('\n').map((each) => {
      const name = assignment.exec(each)?.[1];
      const setting = name === undefined ? undefined : left.get(name);
      if (setting === undefined) return each;
      left.delete(setting.name);
      return unquote(assignment.exec(each)?.[2] ?? '') === setting.value ? each : line(setting);
    });
    const more = [...left.values()].map(line);
    return `${[...lines.join('\n').trimEnd().split('\n'), ...more].join('\n')}\n`;
  }
}

const heading =
  '# Written by preenroll setup: what its processes are started with. Keep it secret.';

const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/;

function line({ name, value }: Setting): string {
  return `${name}=${/[\s#'"]/.test(value) ? JSON.stringify(value) : value}`;
}

function shown({ name, value, isSecret }: Setting, when = 'set'): string {
  return `${name}=${isSecret ? `(a secret, ${when})` : value}`;
}

function unquote(value: string): string {
  const quoted = /^(["'`])(.*)\1$/.exec(value);
  return quoted?.[2] ?? value.replace(/\s+#.*$/, '');
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}
