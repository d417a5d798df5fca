/** How long Okta keeps its System Log; it refuses a search that begins much earlier. https://developer.okta.com/docs/reference/system-log-query/ */
export const logIsKeptForMs = 90 * 24 * 60 * 60_000;
