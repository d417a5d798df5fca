import type { HookStep } from './hook-step.js';
import { Refusal } from './refusal.js';

/**
 * Okta's one-time verification of a hook: a GET whose header `X-Okta-Verification-Challenge` wants to be repeated in the body.
 *
 * @see https://developer.okta.com/docs/concepts/event-hooks/
 */
export const answerChallenge: HookStep = (request, response) => {
  const challenge = request.get('X-Okta-Verification-Challenge') ?? '';
  if (!/^[\x21-\x7e]{1,512}$/.test(challenge)) throw new Refusal(400, 'challenge');
  response.locals.outcome = 'challenge';
  response.json({ verification: challenge });
};
