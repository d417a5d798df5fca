import { z } from 'zod';

const logEvent = z.object({
  published: z.iso.datetime({ offset: true }),
  client: z.object({ geographicalContext: z.object({ country: z.string() }) }),
});

/** The countries that events of the System Log came from, as Okta names them, of those before a time. */
export function readCountries(events: readonly unknown[], before: Date): string[] {
  const countries = events.flatMap((event) => {
    const { data } = logEvent.safeParse(event);
    if (data === undefined || new Date(data.published) >= before) return [];
    return [data.client.geographicalContext.country];
  });
  return [...new Set(countries)];
}
