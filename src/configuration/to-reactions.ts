import { z } from 'zod';
import { noReactions, type ReactionsConfig } from './file/reactions.js';
import { ConfigurationError } from './configuration-error.js';
import type { ReactionRouting } from '../dispatch/door.js';
import type { ReactionSettings } from '../reaction/reaction-settings.js';
import type { TicketSystemOptions } from '../tickets/create-ticket-system.js';
import { isPattern, isPlaceholder, noPattern, noPlaceholder } from './weak-secrets.js';

/** What a worker must know to react to the activations of factors. */
export interface ReactionsOfWorker {
  settings: ReactionSettings;
  /** Absent: the door starts no reactions. Those that run go on. */
  routing: ReactionRouting | undefined;
  /** Absent: no tickets are made. */
  tickets: TicketSystemOptions | undefined;
  /** A secret in itself. Absent: no lines are posted. */
  chatUrl: string | undefined;
  allowHosts: readonly string[];
}

/** What the door must know; undefined where there are no reactions. */
export function toReactionRouting(
  config: ReactionsConfig | undefined,
): ReactionRouting | undefined {
  return config && { windowMs: config.window, patienceMs: config.patience };
}

/**
 * The file's words, with the secrets that belong to them. Throws {@link ConfigurationError} where one is missing, or an address is called without TLS that the file does not
 * allow by name.
 *
 * @param readSecret by the name of its variable
 */
export function toReactionsConfig(
  config: ReactionsConfig | undefined,
  readSecret: (name: string) => string | undefined,
): ReactionsOfWorker {
  const { privileged, highRisk, noise, storm, notify, tickets, allowHosts } = config ?? noReactions;
  const { newCountry } = highRisk;
  const chatUrl = config && readSecret('CHAT_WEBHOOK_URL');
  if (chatUrl !== undefined) {
    if (!z.url({ protocol: /^https?$/ }).safeParse(chatUrl).success)
      throw new ConfigurationError('CHAT_WEBHOOK_URL must be a URL with https://');
    requireTls('CHAT_WEBHOOK_URL', chatUrl, allowHosts);
  }
  if (tickets !== undefined) requireTls('reactions.tickets.url', tickets.url, allowHosts);
  return {
    settings: {
      ...{ privileged, noise, notify },
      highRisk: {
        ...highRisk,
        newCountry: newCountry && {
          lookBackMs: newCountry.lookBack,
          settledMs: newCountry.settled,
        },
      },
      storm: { more: storm.more, withinMs: storm.within },
    },
    routing: toReactionRouting(config),
    tickets: tickets && withSecret(tickets, readSecret),
    ...{ chatUrl, allowHosts },
  };
}

function withSecret(
  tickets: NonNullable<ReactionsConfig['tickets']>,
  readSecret: (name: string) => string | undefined,
): TicketSystemOptions {
  function required(name: string): string {
    const secret = readSecret(name);
    if (secret === undefined)
      throw new ConfigurationError(
        `reactions.tickets need ${name}, or ${name}_FILE, in the environment.`,
      );
    if (isPlaceholder(secret)) throw new ConfigurationError(`${name} ${noPlaceholder}.`);
    return secret;
  }
  switch (tickets.system) {
    case 'jira':
      return { ...tickets, apiToken: required('JIRA_API_TOKEN') };
    case 'servicenow':
      return { ...tickets, password: required('SERVICENOW_PASSWORD') };
    case 'webhook':
      return { ...tickets, secret: signingSecret(required('TICKET_WEBHOOK_SECRET')) };
  }
}

/** 24 to 64 bytes, as Standard Webhooks has it. */
function signingSecret(secret: string): string {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const isOfLength = bytes.length >= 24 && bytes.length <= 64;
  if (/^whsec_[A-Za-z0-9+/]+=*$/.test(secret) && isOfLength) {
    if (!isPattern(bytes.toString('latin1'))) return secret;
    throw new ConfigurationError(`TICKET_WEBHOOK_SECRET ${noPattern}.`);
  }
  throw new ConfigurationError(
    'TICKET_WEBHOOK_SECRET must be whsec_ and 24 to 64 bytes in base64, as from: echo whsec_$(openssl rand -base64 32)',
  );
}

function requireTls(name: string, url: string, allowHosts: readonly string[]): void {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'https:' || allowHosts.includes(host)) return;
  throw new ConfigurationError(
    `${name} must be a URL with https://, or its host be in allowHosts.`,
  );
}
