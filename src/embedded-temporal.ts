import type { TemporalConfig } from './configuration/temporal-config.js';
import { searchAttributes } from './contract/search-attributes.js';
import type { Part } from './process/run-until-signal.js';
import {
  findTemporalCli,
  type FindTemporalCliOptions,
} from './temporal-server/find-temporal-cli.js';
import {
  startTemporalServer,
  type TemporalServerOptions,
} from './temporal-server/start-temporal-server.js';

export interface EmbeddedTemporal extends Part {
  temporal: TemporalConfig;
  uiUrl: string | undefined;
}

/**
 * Finds or fetches a Temporal server and starts it for this process alone. `say` gets one line that tells which one it took.
 *
 * @throws Error that names every way to get a server, if none can be had
 */
export async function embedTemporal(
  {
    encryption,
    ...find
  }: Pick<FindTemporalCliOptions, 'cliPath' | 'cacheDirectory'> &
    Pick<TemporalConfig, 'encryption'>,
  server: Pick<TemporalServerOptions, 'port' | 'uiPort' | 'databaseFile'>,
  say: (line: string) => void,
): Promise<EmbeddedTemporal> {
  const { path: cliPath, source } = await findTemporalCli({ ...find, onProgress: say });
  say(source);
  let onFailure: (error: Error) => void = () => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    onFailure = reject;
  });
  const { address, uiUrl, close } = await startTemporalServer({
    ...server,
    ...{ cliPath, searchAttributes, onFailure },
  });
  return {
    name: 'Temporal server',
    temporal: {
      ...{ namespace: 'default', connectionOptions: { address } },
      ...(encryption && { encryption }),
    },
    ...{ uiUrl, ended, close },
  };
}
