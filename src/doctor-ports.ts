import type { DoctorConfig } from './configuration/config.js';
import { UnreadError } from './doctor/read-failure.js';
import type { DoctorPorts, OktaPorts } from './doctor/readers/ports.js';
import type { OktaPacer } from './okta/pacing/create-pacer.js';
import { probeCredential } from './probe-credential.js';
import { findTemporalConfigFile, type TemporalConfig } from './configuration/temporal-config.js';
import { toDoctorSettings, type DoctoredConfig } from './configuration/to-doctor-settings.js';

/** Ports of the doctor, until they are closed. */
export interface OpenPorts {
  ports: DoctorPorts;
  close: () => Promise<void>;
}

export interface OpenOptions {
  hiresPerDay?: number | undefined;
  /** Absent: every call to Okta goes out at once, which is right for a command. */
  pacer?: OktaPacer | undefined;
}

export type Doctored = Omit<DoctorConfig, 'worker'> & {
  worker: DoctoredConfig | { problem: string };
};

const requestTimeoutMs = 7_000;

/** Everything that the configuration names. Nothing is asked yet; what is away shows when it is read. */
export async function openDoctorPorts(
  { worker, hookSecret, oddNames }: Doctored,
  temporal: TemporalConfig,
  { hiresPerDay, pacer }: OpenOptions = {},
): Promise<OpenPorts> {
  const { createClient } = await import('./temporal/client.js');
  const client = createClient(temporal);
  const always = {
    ...{ oddNames, hookSecret, temporal: client },
    temporalConfigFile: findTemporalConfigFile(),
  };
  if ('problem' in worker) {
    return {
      ports: { ...always, settings: misconfigured(worker.problem) },
      close: () => client.connection.close(),
    };
  }
  const { databaseUrl } = worker.audit;
  const audit =
    databaseUrl === undefined || databaseUrl === 'none' ? undefined : await openAudit(databaseUrl);
  return {
    ports: {
      ...always,
      settings: () => toDoctorSettings(worker, { hiresPerDay }),
      okta: await openOkta(worker, pacer),
      ...{ smtpUrl: worker.smtp.url, audit },
    },
    async close() {
      await audit?.destroy();
      await client.connection.close();
    },
  };
}

function misconfigured(problem: string) {
  return (): never => {
    throw new UnreadError('misconfigured', problem);
  };
}

async function openAudit(databaseUrl: string) {
  const { openAuditDatabase } = await import('./audit/open-database.js');
  return openAuditDatabase(databaseUrl);
}

/** The Okta SDK takes seconds to load: only who asks Okta pays. */
async function openOkta(
  { okta, neededScopes }: Pick<DoctoredConfig, 'okta' | 'neededScopes'>,
  pacer: OktaPacer | undefined,
): Promise<OktaPorts> {
  const [{ createOktaSdkClient }, { createOktaOrgClient }] = await Promise.all([
    import('./okta/okta-sdk-client.js'),
    import('./okta/org-sdk-client.js'),
  ]);
  const options = { ...okta, requestTimeoutMs, ...(pacer && { pacer }) };
  return {
    client: createOktaSdkClient(options),
    org: createOktaOrgClient(options),
    credential: probeCredential(okta, neededScopes, requestTimeoutMs),
  };
}
