/** As Node gives them: names in lower case, several values of one name as a list. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const carriesCredential = /authorization|cookie|secret|token|password|api-?key|signature/;

/**
 * The headers of a request, each as one text. Those whose name says that they carry a credential are left out: Okta sends the hook's
 * secret in `Authorization`, and further headers of the operator's choice.
 */
export function readCardHeaders(headers: RequestHeaders): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || carriesCredential.test(name.toLowerCase())
      ? []
      : [[name, typeof value === 'string' ? value : value.join(', ')] as const],
  );
  return Object.fromEntries(kept);
}
