import { readFile, rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { parseDocument, type Document } from 'yaml';
import { writeWhole } from './journal.js';
import { LocalFailure, type LocalPart } from './local-part.js';
import type { Ids } from './step.js';

const heading =
  ' What preenroll is told besides its environment. Written by preenroll setup; docs/configuration.md has all keys.';

/**
 * The configuration file: what the setup knows is put into it, comments and all else stay.
 *
 * @param attribute the one that was asked for: no other is looked at then, unless the file names some already
 */
export function configFilePart(file: string, attribute: string | undefined): LocalPart {
  const read = async (): Promise<Document | undefined> => {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const document = parseDocument(text);
    const [error] = document.errors;
    if (error)
      throw new LocalFailure(`${file} is no YAML: ${error.message.split(/:?\n/, 1)[0] ?? ''}`);
    return document;
  };
  const differing = (document: Document | undefined, ids: Ids) =>
    changes(document, ids, attribute).filter(
      ({ path, value }) => !isDeepStrictEqual(valueAt(document, path), value),
    );

  return {
    ...{ key: 'config-file', when: 'before-verification', title: `Write ${file}` },
    byHand: { where: file, values: [] },

    async plan(ids) {
      const document = await read();
      const left = differing(document, ids);
      if (left.length === 0) return undefined;
      const lines = left.map(({ path, value }) => ({
        before: valueAt(document, path),
        name: path.join('.'),
        value,
      }));
      return {
        is: lines.flatMap(({ name, before }) =>
          before === undefined ? [] : [`${name}: ${JSON.stringify(before)}`],
        ),
        willBe: lines.map(({ name, value }) => `${name}: ${JSON.stringify(value)}`),
        undo: 'it is deleted, if nothing was added since',
      };
    },

    async apply(ids) {
      const document = (await read()) ?? emptyDocument();
      for (const { path, value } of differing(document, ids)) document.setIn(path, value);
      await writeWhole(file, document.toString());
      return [file];
    },

    async remove({ isForced, isDryRun }) {
      const document = await read();
      if (document === undefined) return undefined;
      const title = `Delete ${file}`;
      const { groups, phone, reconciliation, ...more } = (document.toJS() ?? {}) as Record<
        string,
        unknown
      >;
      const isOurs = document.commentBefore === heading && Object.keys(more).length === 0;
      const hasOnly = (value: unknown, ...keys: string[]) =>
        Object.keys(value ?? {}).every((key) => keys.includes(key));
      if (
        !isForced &&
        !(
          isOurs &&
          hasOnly(groups, 'a', 'b') &&
          hasOnly(phone, 'attributes') &&
          hasOnly(reconciliation, 'eventHookId')
        )
      ) {
        return { title, obstacle: 'there is more in it than the setup has written' };
      }
      if (!isDryRun) await rm(file);
      return { title };
    },
  };
}

function emptyDocument(): Document {
  const document = parseDocument('{}');
  document.commentBefore = heading;
  // Else it would be written on one line.
  (document.contents as { flow?: boolean }).flow = false;
  return document;
}

interface Change {
  path: string[];
  value: unknown;
}

/** Populations have groups and attributes of their own. */
function changes(
  document: Document | undefined,
  ids: Ids,
  attribute: string | undefined,
): Change[] {
  const found: Change[] = [];
  const put = (value: unknown, ...path: string[]) => {
    if (value !== undefined) found.push({ path, value });
  };
  if (valueAt(document, ['populations']) === undefined) {
    put(ids['group-a'], 'groups', 'a');
    put(ids['group-b'], 'groups', 'b');
    const given = valueAt(document, ['phone', 'attributes']) ?? [];
    if (attribute !== undefined && Array.isArray(given) && !given.includes(attribute)) {
      put([attribute, ...(given as unknown[])], 'phone', 'attributes');
    }
  }
  put(ids['event-hook'], 'reconciliation', 'eventHookId');
  return found;
}

function valueAt(document: Document | undefined, path: string[]): unknown {
  const node: unknown = document?.getIn(path, true);
  return (node as { toJSON?: () => unknown } | undefined)?.toJSON?.();
}
