/** Okta's error catalogue, as far as the calls that this emulator knows can answer it. `{0}` stands for the error's detail. */
export const errorCatalogue = {
  E0000001: { status: 400, summary: 'Api validation failed: {0}' },
  E0000002: { status: 400, summary: 'The request was not valid: {0}' },
  E0000003: { status: 400, summary: 'The request body was not well-formed.' },
  E0000004: { status: 401, summary: 'Authentication failed' },
  E0000006: {
    status: 403,
    summary: 'You do not have permission to perform the requested action',
  },
  E0000007: { status: 404, summary: 'Not found: {0}' },
  E0000009: { status: 500, summary: 'Internal Server Error' },
  E0000011: { status: 401, summary: 'Invalid token provided' },
  E0000015: {
    status: 401,
    summary: 'You do not have permission to access the feature you are requesting',
  },
  E0000016: { status: 403, summary: 'Activation failed because the user is already active' },
  E0000021: {
    status: 400,
    summary:
      'Bad request.  Accept and/or Content-Type headers likely do not match supported values.',
  },
  E0000022: { status: 405, summary: 'The endpoint does not support the provided HTTP method' },
  E0000028: { status: 400, summary: 'The request is missing a required parameter.' },
  E0000031: { status: 400, summary: 'Invalid search criteria.' },
  E0000038: {
    status: 403,
    summary: "This operation is not allowed in the user's current status.",
  },
  E0000047: { status: 429, summary: 'API call exceeded rate limit due to too many requests.' },
  E0000053: { status: 400, summary: 'Invalid SCIM filter.' },
  E0000060: { status: 501, summary: 'Unsupported operation.' },
  E0000068: { status: 403, summary: 'Invalid Passcode/Answer' },
  E0000079: {
    status: 403,
    summary: 'This operation is not allowed in the current authentication state.',
  },
  E0000080: {
    status: 403,
    summary:
      'The password does not meet the complexity requirements of the current password policy.',
  },
  E0000082: {
    status: 403,
    summary: 'Each code can only be used once. Please wait for a new code and try again.',
  },
  E0000083: { status: 403, summary: 'PassCode is valid but exceeded time window.' },
  E0000093: { status: 400, summary: 'Target count limit exceeded' },
  E0000098: { status: 400, summary: 'This phone number is invalid.' },
  E0000099: {
    status: 403,
    summary:
      'Only numbers located in US and Canada are allowed.  Contact your administrator if this is a problem.',
  },
  E0000109: {
    status: 429,
    summary: 'An SMS message was recently sent. Please wait 30 seconds before trying again.',
  },
  E0000118: {
    status: 429,
    summary: 'An email was recently sent. Please wait 5 seconds before trying again.',
  },
  E0000121: {
    status: 400,
    summary: 'Invalid phone extension. Please enter a valid phone extension.',
  },
  E0000133: {
    status: 429,
    summary: 'A phone call was recently made. Please wait 30 seconds before trying again.',
  },
  E0000136: { status: 409, summary: 'Mobile phone conflict exception.' },
  E0000138: { status: 500, summary: 'There was an internal error with call provider(s).' },
  E0000139: { status: 503, summary: 'Telephony provider error.' },
  E0000146: {
    status: 429,
    summary:
      'Your organization has reached the limit of sms requests that can be sent within a 24 hour period.',
  },
  E0000148: {
    status: 403,
    summary:
      'Cannot modify/disable this authenticator because it is enabled in one or more policies. {0}',
  },
  E0000150: {
    status: 403,
    summary: 'You have reached the limit of sms requests, please try again later.',
  },
  E0000204: {
    status: 429,
    summary: 'You have reached the limit of sms requests, please try again later.',
  },
  E0000205: {
    status: 429,
    summary: 'You have reached the limit of call requests, please try again later.',
  },
  E0000226: {
    status: 400,
    summary:
      'You must have an active telephony inline hook to activate and use the Phone authenticator.',
  },
  E0000239: {
    status: 423,
    summary: 'Policy priorities are being reconciled. Please try again later.',
  },
  E0000247: {
    status: 403,
    summary:
      "Your organization doesn't support SMS or Voice authentication at this time. Select another authentication method.",
  },
  E0000264: {
    status: 400,
    summary:
      'You must have an active telephony inline hook or at least one active custom telephony provider credential to activate and use the Phone authenticator.',
  },
} as const satisfies Record<string, { status: number; summary: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** Every code of the catalogue above. */
export const errorCodes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];
