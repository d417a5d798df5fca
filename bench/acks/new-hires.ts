import { oktaLogEvent, user } from '../../test/unit/dispatch/okta-log-event.js';
import { envelope } from '../../test/unit/hook-gateway/envelope.js';

// Building each event from its parts would cost the load generator more than parsing costs the gateway.
const event = JSON.stringify(
  oktaLogEvent({
    uuid: 'UUID',
    target: [user('USER')],
    client: {
      userAgent: {
        rawUserAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/139.0.0.0',
        os: 'Linux',
        browser: 'CHROME',
      },
      zone: 'null',
      device: 'Computer',
      id: null,
      ipAddress: '203.0.113.7',
      geographicalContext: {
        city: 'Berlin',
        state: 'Land Berlin',
        country: 'Germany',
        postalCode: '10115',
        geolocation: { lat: 52.52, lon: 13.405 },
      },
      ipChain: [{ ip: '203.0.113.7', version: 'V4', source: null }],
    },
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      externalSessionId: '102bnVMmpvpR1C4eyl_2HA2mg',
    },
    securityContext: { asNumber: 64_500, asOrg: 'example', isp: 'example', isProxy: false },
    request: { ipChain: [{ ip: '203.0.113.7', version: 'V4', source: null }] },
    debugContext: {
      debugData: {
        requestId: 'fb9fbcf4d2a1e5e3b1a7d6e8c9f0a1b2',
        dtHash: '4a9a1d6b6ab2e8e6f1c6c5c41a8b1b53e4a9a1d6b6ab2e8e6f1c6c5c41a8b1b5',
        requestUri: '/api/v1/users',
        url: '/api/v1/users?activate=false',
      },
    },
  }),
);
const [head = '', tail = ''] = JSON.stringify(envelope([], { eventId: 'DELIVERY' })).split('[]');

let created = 0;

/** The id of a user whom nobody has heard of. */
export function newUserId(): string {
  created += 1;
  return `00u${created.toString(36).padStart(17, '0')}`;
}

/** The body of a delivery that tells of so many new users: about 1.6 KB per event, as Okta's are. */
export function newHires(count: number): string {
  const events = Array.from({ length: count }, () => {
    const userId = newUserId();
    return event.replace('UUID', `event-${userId}`).replace('USER', userId);
  });
  return `${head.replace('DELIVERY', `delivery-${newUserId()}`)}[${events.join()}]${tail}`;
}
