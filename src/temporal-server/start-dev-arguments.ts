import { TypedSearchAttributes } from '@temporalio/common';
import type { SearchAttribute } from './search-attribute.js';

interface StartDevOptions {
  ip: string;
  port: number;
  uiPort: number | undefined;
  namespace: string;
  databaseFile?: string | undefined;
  searchAttributes: readonly SearchAttribute[];
}

/** The command line of `temporal server start-dev`. */
export function startDevArguments(options: StartDevOptions): string[] {
  const { ip, port, uiPort, namespace, databaseFile, searchAttributes } = options;
  return [
    ...['server', 'start-dev', '--ip', ip, '--port', String(port), '--namespace', namespace],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(databaseFile === undefined ? [] : ['--db-filename', databaseFile, ...pragmas]),
    ...searchAttributes.flatMap(({ name, type }) => [
      '--search-attribute',
      `${name}=${TypedSearchAttributes.toMetadataType(type)}`,
    ]),
  ];
}

/**
 * Measured: with SQLite's own defaults each commit waits for the disk and a workflow takes four times as long. With a
 * write-ahead log nothing is lost either when the process dies.
 */
const pragmas = [
  ...['--sqlite-pragma', 'journal_mode=WAL'],
  ...['--sqlite-pragma', 'synchronous=NORMAL'],
];
