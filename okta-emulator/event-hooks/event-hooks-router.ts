import { Router, type Request, type Response } from 'express';

import { apiCaller } from '../authentication.js';
import { callerId } from '../caller.js';
import { answerMethodNotAllowed, invalid, notFound } from '../errors.js';
import { parseBody } from '../parse-body.js';
import type { EventHook } from '../state/event-hook.js';
import type { Org } from '../state/org.js';
import type { EventType } from '../system-log/event-types.js';
import type { LogOutcome } from '../system-log/log-event.js';
import {
  eventHookBody,
  eventHookDefinition,
  eventHookSchema,
  eventHookTarget,
} from './event-hook-body.js';
import {
  newEventHook,
  refuseTooManyHooks,
  replaceDefinition,
  setHookStatus,
  type EventHookDefinition,
} from './event-hook-lifecycle.js';
import { answersChallenge } from './verify-event-hook.js';

/** `/eventHooks`. @param verificationTimeoutMs how long an endpoint may take to answer the verification; Okta: 3000. */
export function createEventHooksRouter(org: Org, verificationTimeoutMs: number): Router {
  const router = Router();

  const hookOf = ({ params }: Request<{ id: string }>): EventHook => {
    const hook = org.eventHooks.get(params.id);
    if (!hook) throw notFound(params.id, 'EventHook');
    return hook;
  };
  const record = (
    res: Response,
    hook: EventHook,
    act: Extract<EventType, `event_hook.${string}`>,
    outcome?: LogOutcome,
  ) => {
    const target = [eventHookTarget(hook)];
    org.log.record({ eventType: act, caller: apiCaller(res), target, ...(outcome && { outcome }) });
  };
  const answer = (res: Response, hook: EventHook) => res.json(eventHookBody(org, hook));

  router
    .route('/eventHooks')
    .get((_req, res) => {
      res.json([...org.eventHooks.values()].map((hook) => eventHookBody(org, hook)));
    })
    .post((req, res) => {
      const definition = readDefinition(req);
      refuseTooManyHooks(org);
      const hook = newEventHook(definition, callerId(apiCaller(res)));
      org.eventHooks.set(hook.id, hook);
      record(res, hook, 'event_hook.created');
      answer(res, hook);
    })
    .all(answerMethodNotAllowed);

  router
    .route('/eventHooks/:id')
    .get((req, res) => {
      answer(res, hookOf(req));
    })
    .put((req, res) => {
      const hook = hookOf(req);
      replaceDefinition(hook, readDefinition(req));
      record(res, hook, 'event_hook.updated');
      answer(res, hook);
    })
    .delete((req, res) => {
      const hook = hookOf(req);
      if (hook.status === 'ACTIVE') {
        throw invalid('eventHook', 'An active event hook cannot be deleted. Deactivate it first.');
      }
      org.eventHooks.delete(hook.id);
      record(res, hook, 'event_hook.deleted');
      res.sendStatus(204);
    })
    .all(answerMethodNotAllowed);

  router.post('/eventHooks/:id/lifecycle/verify', async (req, res) => {
    const hook = hookOf(req);
    if (hook.status === 'INACTIVE') {
      throw invalid('eventHook', 'An inactive event hook cannot be verified.');
    }
    const { channel } = hook;
    // A definition that was replaced meanwhile is another endpoint, which has not proved anything.
    const isVerified =
      (await answersChallenge(hook, verificationTimeoutMs)) && hook.channel === channel;
    if (!isVerified) {
      const reason = `Unable to verify event hook. Hook ${hook.name} execution failed`;
      record(res, hook, 'event_hook.verified', { result: 'FAILURE', reason });
      throw invalid('eventHook', reason);
    }
    hook.verificationStatus = 'VERIFIED';
    hook.lastUpdated = new Date();
    record(res, hook, 'event_hook.verified');
    answer(res, hook);
  });

  router.post('/eventHooks/:id/lifecycle/activate', (req, res) => {
    const hook = hookOf(req);
    if (hook.status === 'INACTIVE') refuseTooManyHooks(org);
    setHookStatus(hook, 'ACTIVE');
    record(res, hook, 'event_hook.activated');
    answer(res, hook);
  });

  router.post('/eventHooks/:id/lifecycle/deactivate', (req, res) => {
    const hook = hookOf(req);
    setHookStatus(hook, 'INACTIVE');
    record(res, hook, 'event_hook.deactivated');
    answer(res, hook);
  });

  return router;
}

function readDefinition(req: Request): EventHookDefinition {
  return eventHookDefinition(parseBody(eventHookSchema, req.body, 'eventHook'));
}
