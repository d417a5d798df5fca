/** What the client (gRPC over OpenSSL) and the worker (Temporal's core, over rustls) say, and what helps. The first that fits counts. */
const remedies: readonly (readonly [said: RegExp, remedy: string])[] = [
  [
    // gRPC's codes for a caller who may not, and for one who is not known.
    /^(7|16) [A-Z_]+:|valid authentication credentials|permission to execute/,
    'It does not accept who we are: give a valid TEMPORAL_API_KEY (or TEMPORAL_API_KEY_FILE) that may use the namespace in TEMPORAL_NAMESPACE.',
  ],
  [
    /altnames|NotValidForName/,
    'Its certificate is for another name: correct TEMPORAL_ADDRESS, or say in TEMPORAL_TLS_SERVER_NAME which name is right.',
  ],
  [
    /UnknownIssuer|unable to (verify|get)|self.signed/,
    'Its certificate is from an authority that is not known here: name that in TEMPORAL_TLS_SERVER_CA_CERT_PATH.',
  ],
  [
    /certificate.?required|unknown.?ca\b|bad.?certificate|HandshakeFailure/i,
    'It wants a client certificate from an authority that it knows: name one in TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH.',
  ],
  [
    // It was there, and has hung up: plain text meets TLS, or the other way round, or a client certificate is not believed.
    /Failed to connect|broken pipe|BrokenPipe|close_notify|ECONNRESET|ConnectionReset|wrong version number|InvalidMessage|InvalidContentType/,
    'It ends the connection: look whether it speaks TLS (TEMPORAL_TLS), and knows the authority of TEMPORAL_TLS_CLIENT_CERT_PATH.',
  ],
];

/** What a person can do about Temporal not taking a call, by what the SDK said; undefined where that does not tell. */
export function remedyFor(said: string): string | undefined {
  return remedies.find(([pattern]) => pattern.test(said))?.[1];
}
