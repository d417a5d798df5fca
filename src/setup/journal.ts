import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { StepKey } from './step.js';

const entrySchema = z.object({
  key: z.string().transform((key) => key as StepKey),
  /** By which it is found where its id is not known. */
  name: z.string(),
  /** Absent: begun, and not known to be done. */
  id: z.string().optional(),
  /** What it looked like when it was made. Absent: not looked at since. */
  as: z.array(z.string()).optional(),
  /** Was there before, and is only changed: it is not taken away. */
  isForeign: z.boolean().optional(),
});
const journalSchema = z.object({ orgId: z.string(), entries: z.array(entrySchema) });

export type JournalEntry = z.infer<typeof entrySchema>;

/** What the setup has made, so that it can go on after an interruption, and be undone. Holds ids and names, no secrets. */
export interface Journal {
  /** In the order in which things were made. @throws Error if it is of another org */
  read(orgId: string): Promise<JournalEntry[]>;
  /** Replaces what is noted about the entry's key. Written before the call that makes it, and after. */
  note(orgId: string, entry: JournalEntry): Promise<void>;
  forget(orgId: string, key: StepKey): Promise<void>;
}

/** The journal is of another org, or cannot be read: whoever goes on without it could not undo. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/** A journal in a file, which is there as long as there is something to note. */
export function createFileJournal(file: string): Journal {
  async function load(orgId: string): Promise<JournalEntry[]> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return [];
    const journal = journalSchema.safeParse(parseJson(text));
    if (!journal.success) {
      throw new JournalError(`${file} is no journal of a setup: move it away to begin anew.`);
    }
    if (journal.data.orgId !== orgId) {
      throw new JournalError(
        `${file} is about another Okta org (${journal.data.orgId}): name another configuration file, with --config.`,
      );
    }
    return journal.data.entries;
  }

  async function store(orgId: string, entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length === 0) {
      await rm(file, { force: true });
      return;
    }
    await writeWhole(file, `${JSON.stringify({ orgId, entries }, null, 2)}\n`);
  }

  return {
    read: load,
    async note(orgId, entry) {
      const entries = await load(orgId);
      const at = entries.findIndex(({ key }) => key === entry.key);
      if (at < 0) entries.push(entry);
      else entries[at] = entry;
      await store(orgId, entries);
    },
    async forget(orgId, key) {
      await store(
        orgId,
        (await load(orgId)).filter((entry) => entry.key !== key),
      );
    },
  };
}

/** Readable by its owner alone, and never half written. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
