import type { AttackReport } from './attack/attacker.js';
import type { Doors } from './look/doors.js';

/** What is seen from outside; nothing of it is what the product says of itself. */
export interface Facts {
  hires: number;
  /** Those who are in Group B only, with one ACTIVE factor and each mail once, by Okta's and the mail server's word. */
  completed: number;
  user: {
    uid: number;
    processes: readonly { name: string; uids: number[]; capabilities: string[] }[];
  };
  installation: { writable: number; isChanged: boolean };
  /** Of all histories, read without a key. */
  payloads: { encrypted: number; readable: readonly string[] };
  /** What of hires and secrets is found in histories, and in the logs of gateway and worker. */
  leaks: { histories: number; logs: number };
  tls: {
    /** Whether whoever speaks plain text there is refused. Absent: there is no such part. */
    plainTextRefused: Partial<Record<keyof Doors, boolean>>;
    /** Whether Temporal's door takes only those with our certificate. */
    strangersRefused: boolean;
    /** The doors that emulator, gateway and worker were seen to speak to. */
    spokenTo: readonly (keyof Doors)[];
    /** Whom they spoke to besides: ports. */
    elsewhere: readonly number[];
  };
  /** Requests of the product that changed something in the org, and those to its API in all. */
  okta: {
    changes: Record<string, number>;
    requests: Record<string, number>;
    tokensWithoutProofRefused: boolean;
  };
  /** What Okta's hook brought. */
  hooks: { deliveries: number; unanswered: number; slowestMs: number };
  attack: AttackReport;
  /** Runs that belong to no hire and to no delivery of Okta's; executions beyond one of an id; mails beyond one of a kind and address. */
  runs: { ofNobody: readonly string[]; duplicates: number; extraMails: number };
  audit: { users: number } | undefined;
  gatewayMegabytes: number;
}
