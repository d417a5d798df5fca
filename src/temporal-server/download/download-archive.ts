import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import type { ExecutableBuild } from './executable-release.js';

/**
 * Downloads the makers' archive into `directory` and unpacks the one member that is wanted. Gives up after `longestSilence`
 * milliseconds in which nothing arrives: short, because another way is waiting and a machine without the internet must not feel stuck.
 * @returns the path of the unpacked file, whose content the caller has to check.
 * @throws Error if the server cannot be reached, answers with an error, falls silent, or if the member is not there.
 */
export async function downloadArchive(
  { archiveUrl, archiveMember }: ExecutableBuild,
  directory: string,
  onProgress: (line: string) => void,
  longestSilence = 5_000,
): Promise<string> {
  const archive = join(directory, 'archive.tar.gz');
  const controller = new AbortController();
  const watchdog = setTimeout(() => {
    controller.abort(new Error(`nothing was heard for ${longestSilence / 1000} seconds`));
  }, longestSilence);
  try {
    const response = await fetch(archiveUrl, { signal: controller.signal }).catch(explain);
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const reportProgress = progressInTenths(
      Number(response.headers.get('content-length')),
      onProgress,
    );
    await pipeline(
      response.body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          watchdog.refresh();
          reportProgress(chunk.length);
          yield chunk;
        }
      },
      createWriteStream(archive),
    );
  } finally {
    clearTimeout(watchdog);
  }
  await extract({ file: archive, cwd: directory, strict: true }, [archiveMember]);
  return join(directory, archiveMember);
}

/** `fetch` says only that it failed; why is in the cause. */
function explain(error: unknown): never {
  const { cause } = error as Error;
  if (!(cause instanceof Error)) throw error;
  throw new Error(cause.message || String((cause as NodeJS.ErrnoException).code), { cause });
}

function progressInTenths(totalBytes: number, onProgress: (line: string) => void) {
  let receivedBytes = 0;
  let reportedTenths = 0;
  return (bytes: number) => {
    receivedBytes += bytes;
    const tenths = totalBytes > 0 ? Math.floor((10 * receivedBytes) / totalBytes) : 0;
    if (tenths > reportedTenths) {
      reportedTenths = tenths;
      onProgress(`${tenths * 10} % of ${(totalBytes / 1_000_000).toFixed(0)} MB`);
    }
  };
}
