import { IANAZone } from 'luxon';
import { z } from 'zod';

const timeZone = z
  .string()
  .meta({ title: 'IANA time zone' })
  .refine((name) => IANAZone.isValidZone(name), 'must be an IANA time zone such as Europe/Berlin');

/** `09:00`; becomes minutes after midnight. */
const timeOfDay = z
  .string()
  .meta({ title: 'time of day' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of the day such as 09:00')
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return hours * 60 + minutes;
  });

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export const workingHoursSchema = z
  .strictObject({
    from: timeOfDay.prefault('09:00').describe('When they begin.'),
    to: timeOfDay.prefault('17:00').describe('When they end; later than `from`.'),
    days: z
      .array(z.enum(weekdays).transform((day) => weekdays.indexOf(day) + 1))
      .min(1)
      .prefault(['Mon', 'Tue', 'Wed', 'Thu', 'Fri'])
      .describe('On which days.'),
    timeZoneAttribute: z
      .string()
      .min(1)
      .default('timezone')
      .describe("The profile attribute with the person's own time zone."),
    timeZone: timeZone.default('UTC').describe('Of those whose profile names none.'),
  })
  .refine(({ from, to }) => from < to, 'from must be before to');
