/** The body of a delivery, as Okta's event hook posts it. */
export function envelope(
  events: unknown,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: 'https://example.okta.com/api/v1/eventHooks/whoqrsoellhf6mTcl697',
    eventId: '85b60edb-4263-4e13-993b-818e26201052',
    data: { events },
    eventTime: '2025-07-21T14:48:28.000Z',
    contentType: 'application/json',
    ...changes,
  };
}
