import { randomBytes } from 'node:crypto';

import * as z from 'zod';

import type { EventHook } from '../state/event-hook.js';
import { callHook } from './call-hook.js';

/** Okta's one-time verification: whoever owns the endpoint has to answer 200 with the challenge that a GET carries. */
export async function answersChallenge(hook: EventHook, timeoutMs: number): Promise<boolean> {
  const challenge = randomBytes(30).toString('base64url');
  const headers = { 'x-okta-verification-challenge': challenge };
  const answer = await callHook(hook, { method: 'GET', headers }, { timeoutMs });
  return answer.status === 200 && verificationIn(answer.body) === challenge;
}

const verificationSchema = z.object({ verification: z.string() });

function verificationIn(body: string): string | undefined {
  try {
    return verificationSchema.safeParse(JSON.parse(body)).data?.verification;
  } catch {
    return undefined;
  }
}
