import type { CardUser, UserMfaEventCard } from './user-mfa-event-card.js';

/** The card for a person to read, one field per line, under the names that Okta gives them. */
export function describeCard(card: UserMfaEventCard): string {
  const fields: [name: string, value: unknown][] = [
    ['Date and Time', card.dateAndTime],
    ['Message', card.message],
    ['Event ID', card.eventId],
    ['Event Type', card.eventType],
    ['Event Time', card.eventTime],
    ['Version', card.version],
    ...fieldsOf('Admin', card.admin),
    ...fieldsOf('Okta User', card.oktaUser),
    ['UUID', card.uuid],
    ['Event Details', card.eventDetails],
    ['Headers', card.headers],
    ['Source', card.source],
    ['Debug Context → Debug Data', card.debugContext.debugData],
  ];
  return fields
    .map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}\n`,
    )
    .join('');
}

function fieldsOf(role: string, user: CardUser): [name: string, value: unknown][] {
  return [
    [`${role} → ID`, user.id],
    [`${role} → Alternate ID`, user.alternateId],
    [`${role} → Display Name`, user.displayName],
    [`${role} → Type`, user.type],
  ];
}
