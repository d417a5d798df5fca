import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Controls } from './admin/controls.js';
import { createEmulation, type Emulation, type EmulationOptions } from './emulation.js';
import { createServiceApp } from './management/service-apps.js';
import { groupAId, groupBId } from './state/seed.js';
import type { ServiceApp, ServiceAppDefinition } from './state/service-app.js';
import type { TlsIdentity } from './tls-identity.js';

export interface OktaEmulatorOptions extends EmulationOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** The URL in links and mails, if it is not the one listened on. */
  publicUrl?: string;
  /** Speaks TLS with them, and nothing else. */
  tls?: TlsIdentity | undefined;
}

/** The {@link Controls} are those of the org since its last reset. */
export interface OktaEmulator extends Controls {
  url: string;
  apiToken: string;
  /** Of an org that is not empty, like Group B. */
  groupA: string;
  groupB: string;
  /** See {@link createServiceApp}; gone after a reset, unlike those of the options. */
  createServiceApp(definition: ServiceAppDefinition): ServiceApp;
  /** Starts over with an org as it was at first, at the same address; empties the mailbox too. */
  reset(): void;
  /** Stops listening and breaks what is still open. */
  close(): Promise<void>;
}

/** Starts an Okta org with one admin, Group A, Group B and their enrollment policies, or an empty one. Rejects if the port is taken. */
export async function startOktaEmulator(options: OktaEmulatorOptions): Promise<OktaEmulator> {
  let emulation: Emulation = createEmulation(options, reset);
  let url = '';

  function reset(): void {
    emulation.stop();
    options.mailbox?.clear();
    emulation = createEmulation(options, reset);
    emulation.controls.org.url = url;
  }

  const answer = (req: IncomingMessage, res: ServerResponse): void => {
    emulation.app(req, res);
  };
  const { host = '127.0.0.1', tls } = options;
  const server = tls ? createHttpsServer(tls, answer) : createHttpServer(answer);
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  url = options.publicUrl ?? `${tls ? 'https' : 'http'}://${host}:${port}`;
  emulation.controls.org.url = url;

  return {
    url,
    apiToken: options.apiToken,
    groupA: groupAId,
    groupB: groupBId,
    createServiceApp: (definition) => createServiceApp(emulation.controls.org, definition),
    get org() {
      return emulation.controls.org;
    },
    get journal() {
      return emulation.controls.journal;
    },
    get limits() {
      return emulation.controls.limits;
    },
    get rateLimitWindows() {
      return emulation.controls.rateLimitWindows;
    },
    get apiFaults() {
      return emulation.controls.apiFaults;
    },
    get heldRequests() {
      return emulation.controls.heldRequests;
    },
    get eventDelivery() {
      return emulation.controls.eventDelivery;
    },
    reset,
    async close() {
      emulation.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
