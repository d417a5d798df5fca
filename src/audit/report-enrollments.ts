import { sql } from 'kysely';
import type { AuditDatabase } from './open-database.js';
import { toUnavailable } from './to-unavailable.js';

/** How many factors were enrolled on a day (UTC), and by whom. */
export interface EnrollmentCount {
  day: string;
  population: string;
  /** `sms:OKTA` and the like. */
  factor: string;
  /** `preenroll`: before the first sign-in; `self`: the person; `admin`: somebody else, or what acts for somebody else. */
  by: 'preenroll' | 'self' | 'admin';
  enrollments: number;
}

/**
 * The records that stand for a factor that a person has from then on: outcomes of what we enroll, and the facts in which a reaction tells of what others did. Each
 * factor is in one of them only.
 */
const enrollments = sql`
  (phase = 'outcome' and result = 'done' and action in ('enrollSms', 'activateFactor', 'awaitPush'))
  or (phase = 'fact' and action = 'reaction' and actor_kind <> 'preenroll')`;

/**
 * Counts enrolments by day, population, factor and by whom.
 *
 * @throws AuditUnavailableError
 */
export async function reportEnrollments(
  database: AuditDatabase,
  { from, to }: { from: Date; to: Date },
): Promise<EnrollmentCount[]> {
  try {
    const { rows } = await sql<EnrollmentCount>`
      select
        to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day,
        coalesce(population, '-') as population,
        coalesce(factor, '-') as factor,
        case actor_kind when 'user' then 'self' when 'admin' then 'admin' when 'service' then 'admin' else 'preenroll' end as by,
        count(*)::integer as enrollments
      from audit.entries
      where at >= ${from} and at < ${to} and (${enrollments})
      group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(database);
    return rows;
  } catch (error) {
    throw toUnavailable(error);
  }
}
