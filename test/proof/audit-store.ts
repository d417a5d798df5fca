import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startPostgres } from '../support/postgres-server.js';
import type { KeyPair } from './keys.js';

export interface ProofAuditStore {
  port: number;
  /** Of who makes the tables, and of the worker, who may append and read. */
  urls: { owner: string; worker: string };
  workerRole: string;
  /** About how many people something is recorded. */
  auditedUsers(): Promise<number>;
  stop(): Promise<void>;
}

const roles = { owner: 'preenroll_owner', worker: 'preenroll_worker' };

/** A PostgreSQL that is reached with TLS and a password alone, with roles as docs/audit.md has them. */
export async function startAuditStore(keys: KeyPair): Promise<ProofAuditStore> {
  const { url, port, stop } = await startPostgres({ tls: keys });
  const passwords = {
    owner: randomBytes(18).toString('hex'),
    worker: randomBytes(18).toString('hex'),
  };
  await query(url, `create role ${roles.owner} login password '${passwords.owner}'`);
  await query(url, `create role ${roles.worker} login password '${passwords.worker}'`);
  await query(url, `create database preenroll owner ${roles.owner}`);
  const urlOf = (role: keyof typeof roles) =>
    `postgresql://${roles[role]}:${passwords[role]}@localhost:${port}/preenroll?sslmode=verify-full`;
  const ofDatabase = url.replace('/postgres?', '/preenroll?');
  return {
    port,
    urls: { owner: urlOf('owner'), worker: urlOf('worker') },
    workerRole: roles.worker,
    async auditedUsers() {
      const [row] = await query(
        ofDatabase,
        'select count(distinct user_id)::integer as users from audit.entries',
      );
      return Number(row?.['users']);
    },
    stop,
  };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
