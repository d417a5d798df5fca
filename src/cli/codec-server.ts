import { Command } from 'commander';
import { startCodecServer } from '../codec-server/start-codec-server.js';
import { readCodecServerConfig } from '../configuration/config.js';
import { createLogger } from '../process/logger.js';
import { runUntilSignal } from '../process/run-until-signal.js';

export function codecServerCommand(): Command {
  return new Command('codec-server')
    .description('decrypts payloads for the Temporal UI and CLI, for whoever has its token')
    .addHelpText(
      'after',
      `
It has the keys of the workers (PAYLOAD_ENCRYPTION_KEY) and wants CODEC_SERVER_TOKEN of its callers. It listens on this machine alone,
unless CODEC_SERVER_ADDRESS says otherwise; TLS and sign-in are those of the proxy before it. docs/encryption.md

Examples:
  preenroll codec-server
  temporal workflow show --workflow-id <id> --codec-endpoint http://127.0.0.1:8081 --codec-auth "Bearer $CODEC_SERVER_TOKEN"`,
    )
    .action(async () => {
      const { logLevel, ...config } = readCodecServerConfig();
      const logger = createLogger(logLevel);
      await runUntilSignal([await startCodecServer({ ...config, logger })], logger);
    });
}
