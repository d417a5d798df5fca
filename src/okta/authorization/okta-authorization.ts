/** How the calls to an org are authorized. One for each client of ours: it holds the token. */
export interface OktaAuthorization {
  /**
   * What a call is authorized with now. Waits where a token has to be got first.
   *
   * @throws OktaTokenRefusedError; OktaUnreachableError if the token endpoint does not answer, OktaApiError if it answers 429
   */
  current(): Promise<Authorizer>;
}

export interface Authorizer {
  /** The headers of one request. Not to be sent twice: a proof is good for one request. */
  authorize(request: AuthorizedRequest): Promise<Record<string, string>>;
  /**
   * What to send the request with once more, after Okta has answered it with 401. Undefined where that would be of no use. Each cause is answered
   * once: what comes out of here again and again ends.
   *
   * @throws as {@link OktaAuthorization.current}
   */
  afterRefusal(headers: Headers): Promise<Authorizer | undefined>;
  /** The scopes that were asked for and that the token does not have. */
  readonly missingScopes: readonly string[];
}

export interface AuthorizedRequest {
  method: string;
  url: string;
}
