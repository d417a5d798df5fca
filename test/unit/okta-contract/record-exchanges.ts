/** One request and its answer, as they went over the wire. */
export interface Exchange {
  method: string;
  url: URL;
  requestHeaders: Headers;
  /** Undefined for an empty body, as below. */
  requestBody: unknown;
  status: number;
  responseBody: unknown;
}

/** Runs `act` and gives every exchange that it had with the org. What else is fetched meanwhile, by the org itself too, is none. */
export async function recordExchanges(
  orgUrl: string,
  act: () => Promise<void>,
): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const requestBody = parseBody(await request.clone().text(), request.headers);
    const response = await fetch(request);
    const url = new URL(request.url);
    if (url.origin === orgUrl) {
      exchanges.push({
        method: request.method,
        url,
        requestHeaders: request.headers,
        requestBody,
        status: response.status,
        responseBody: parseBody(await response.clone().text(), response.headers),
      });
    }
    return response;
  };
  try {
    await act();
  } finally {
    globalThis.fetch = fetch;
  }
  return exchanges;
}

function parseBody(text: string, headers: Headers): unknown {
  if (text === '') return undefined;
  const isForm = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
}
