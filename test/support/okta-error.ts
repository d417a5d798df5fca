import { OktaApiError, type RateLimit } from '../../src/okta/okta-errors.js';

/** An answer of Okta's such as `403 E0000006`. */
export function oktaError(
  answer: `${number} ${string}`,
  more: { causes?: string[]; rateLimit?: RateLimit } = {},
): OktaApiError {
  const [status, errorCode = ''] = answer.split(' ');
  return new OktaApiError({
    request: 'POST /api/v1/users/{id}',
    status: Number(status),
    errorCode,
    ...more,
  });
}
