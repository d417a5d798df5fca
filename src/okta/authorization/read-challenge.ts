/** How Okta refuses an access token or its proof: in `www-authenticate` alone, without a body. RFC 6750, section 3, and RFC 9449, section 7.1. */
export interface Challenge {
  /** `insufficient_scope`, `invalid_dpop_proof`, `use_dpop_nonce`, `invalid_token`; treat it as open. */
  error: string;
  /** What the request needs. */
  scope?: string;
}

/** Undefined where the header says of no error, or says it in another form. */
export function readChallenge(headers: Headers): Challenge | undefined {
  const header = headers.get('www-authenticate') ?? '';
  const error = /\berror="?(\w{1,40})\b/.exec(header)?.[1];
  const scope = /\bscope="?(okta\.[A-Za-z]{1,40}\.[a-z]{1,20})\b/.exec(header)?.[1];
  return error === undefined ? undefined : { error, ...(scope !== undefined && { scope }) };
}
