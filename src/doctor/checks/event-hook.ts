import { check, failure, ok, unknown, warning, type Check, type Judgement } from '../check.js';

const page = 'Workflow > Event Hooks';
const noHook = unknown('there is no event hook of ours: see event-hook-exists');

export const eventHookChecks: Check[] = [
  check('event-hook-exists', {
    title: 'The event hook is there',
    needs: ['eventHook'],
    remedy:
      'Make it with `preenroll setup`, or set reconciliation.eventHookId. Until then hires are found by the System Log, up to a minute later.',
    byHand: `Look at ${page}.`,
    judge: ({ eventHook }) =>
      eventHook === undefined
        ? failure('no hook of the org leads to /okta/event-hook')
        : ok(eventHook.id),
  }),

  check('event-hook-active', {
    title: 'The event hook is active',
    needs: ['eventHook'],
    remedy: `Activate it: ${page} > Actions > Activate.`,
    byHand: `Look at ${page}.`,
    judge: ({ eventHook }) => (eventHook === undefined ? noHook : is(eventHook.status, 'ACTIVE')),
  }),

  check('event-hook-verified', {
    title: 'The event hook is verified',
    needs: ['eventHook'],
    remedy: `Verify it while the gateway runs: ${page} > Actions > Verify.`,
    byHand: `Look at ${page}.`,
    judge: ({ eventHook }) =>
      eventHook === undefined ? noHook : is(eventHook.verificationStatus, 'VERIFIED'),
  }),

  check('event-hook-event-types', {
    title: 'The event hook has the right event types',
    needs: ['settings', 'eventHook'],
    remedy: `Subscribe it to exactly the types of docs/doctor.md (\`preenroll setup\` does): ${page} > Edit.`,
    byHand: `Compare ${page} with the types of docs/doctor.md.`,
    judge({ settings: { hookEventTypes: wanted }, eventHook }) {
      if (eventHook === undefined) return noHook;
      const missing = wanted.filter((type) => !eventHook.eventTypes.includes(type));
      if (missing.length > 0) return failure(`missing: ${missing.join(', ')}`);
      if (eventHook.hasFilter) return warning('a filter leaves out some of the events');
      const more = eventHook.eventTypes.filter((type) => !wanted.includes(type));
      return more.length > 0
        ? warning(`needed by nobody here, and counted against the daily limit: ${more.join(', ')}`)
        : ok(`${wanted.length} types`);
    },
  }),

  check('event-hook-answers', {
    title: 'The URL of the event hook answers the challenge',
    needs: ['hookAnswer'],
    remedy:
      'Start the gateway behind that URL, with the secret of the hook as OKTA_EVENT_HOOK_SECRET and a certificate that is valid.',
    byHand: `Have Okta verify the hook again: ${page} > Actions > Verify.`,
    judge({ hookAnswer: { status, isRight, ms } }) {
      if (isRight)
        return ms > 3_000 ? failure(`it took ${ms} ms: Okta waits for 3 s`) : ok(`in ${ms} ms`);
      if (status === 401) return failure('401: the gateway has another secret than this machine');
      return failure(
        status === 200 ? 'it answers 200, without the challenge' : `it answers ${status}`,
      );
    },
    judgeFailure: ({ kind, text }) =>
      kind === 'unreachable' && text.startsWith('the URL') ? failure(text) : undefined,
  }),

  check('event-hook-deliveries', {
    title: 'No delivery failed in the last day',
    needs: ['deliveryFailures'],
    remedy:
      'See why the gateway was away, slow or refused: its log, and the System Log of Okta for event_hook.delivery. What was lost, the reconciliation has brought.',
    byHand: 'Search the System Log for eventType eq "event_hook.delivery".',
    judge: ({ deliveryFailures: { count, isWhole } }) =>
      count === 0
        ? ok('none')
        : warning(`${isWhole ? '' : 'at least '}${count} in the last 24 hours`),
  }),

  check('event-budget', {
    title: 'The daily limit of events is far away',
    needs: ['hookEvents'],
    remedy:
      'Take sign-ins from the System Log alone (events.signInHints: log), and unsubscribe the hook from what nobody needs.',
    byHand: 'Count the events of the hook in the System Log of a day.',
    judge({ hookEvents: { perDay, count, isWhole } }) {
      const evidence = isWhole
        ? `${count} events in the last 24 hours, of 400,000`
        : `about ${perDay} events a day, by the first ${count} of the last 24 hours, of 400,000`;
      if (perDay >= 400_000) return failure(evidence);
      // Okta's own warning comes at this number.
      return perDay >= 280_000 ? warning(evidence) : ok(evidence);
    },
  }),
];

function is(found: string, wanted: string): Judgement {
  return found === wanted ? ok(found) : failure(found);
}
