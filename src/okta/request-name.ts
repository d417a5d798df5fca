/** Method and path without ids and logins: fit for a message, and the same for every user. */
export function requestName({ method, url }: { method: string; url: string }): string {
  const path = new URL(url).pathname
    .replace(/\/[0-9A-Za-z]{20}(?=\/|$)/g, '/{id}')
    .replace(/^\/api\/v1\/users\/(?!me$)[^/]+/, '/api/v1/users/{id}');
  return `${method.toUpperCase()} ${path}`;
}
