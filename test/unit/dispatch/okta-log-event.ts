/** A System Log event as Okta's event hook sends it, built from Okta's documentation: synthetic. */
export function oktaLogEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    uuid: 'c2b9cfbb-6641-11f0-b8ab-e7cc1dd1a43e',
    published: '2025-07-21T14:48:27.435Z',
    eventType: 'user.lifecycle.create',
    version: '0',
    displayMessage: 'Create okta user',
    severity: 'INFO',
    client: { userAgent: null, zone: 'null', ipAddress: '203.0.113.7', ipChain: null },
    device: null,
    actor: {
      id: '00uadm1nadm1nadm1n00',
      type: 'User',
      alternateId: 'admin@example.com',
      displayName: 'Ada Admin',
      detailEntry: null,
    },
    outcome: { result: 'SUCCESS', reason: null },
    target: [user()],
    transaction: { type: 'WEB', id: 'unknown', detail: {} },
    debugContext: { debugData: {} },
    legacyEventType: null,
    insertionTimestamp: null,
    ...changes,
  };
}

/** The hire whom the events are about. */
export const hire = '00uh1reh1reh1reh1re0';

export function user(id = hire): Record<string, unknown> {
  return {
    id,
    type: 'User',
    alternateId: 'jane@example.com',
    displayName: 'Jane Hire',
    detailEntry: null,
  };
}

export function authenticator(methodTypeUsed: string | null): Record<string, unknown> {
  return {
    id: 'lae42mkdc9i9cbw3U1d6',
    type: 'AuthenticatorEnrollment',
    alternateId: 'unknown',
    displayName: 'Phone',
    detailEntry: methodTypeUsed === null ? null : { methodTypeUsed },
  };
}
