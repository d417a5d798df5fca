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

/** What Okta answers to the enrollment of a phone that the user's policy does not allow. */
export function smsNotAllowed(): OktaApiError {
  const causes = ['Factor not allowed for the user based on the Multifactor policy'];
  return oktaError('400 E0000001', { causes });
}
