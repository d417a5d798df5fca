import { stringify } from 'csv-stringify/sync';
import { Command, Option } from 'commander';
import { reportEnrollments, type EnrollmentCount } from '../audit/report-enrollments.js';
import { formatTable } from './format-table.js';
import { print, printJson } from './print.js';
import { readTime } from './read-time.js';
import { say } from './say.js';
import { withAuditDatabase } from './with-audit-database.js';

interface ReportOptions {
  from: Date;
  to: Date;
  output: 'text' | 'json' | 'csv';
}

const columns = ['day', 'population', 'factor', 'by', 'enrollments'] as const;

export function auditReportCommand(): Command {
  return new Command('report')
    .description('count enrolments by day, population, factor, and by whom')
    .option('--from <time>', 'from this day (UTC) or time on', readTime, new Date(0))
    .option('--to <time>', 'before this day or time (default: now)', readTime, new Date())
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['text', 'json', 'csv'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
BY: preenroll, before the first sign-in; self, the person; admin, somebody else for the person.

Exit codes: 0 ok, also if there is nothing, 1 failed, 2 usage, 4 the audit store cannot be reached.`,
    )
    .action(({ from, to, output }: ReportOptions) =>
      withAuditDatabase(async (database) => {
        const counts = await reportEnrollments(database, { from, to });
        const cells = (count: EnrollmentCount) => columns.map((column) => String(count[column]));
        if (output === 'json') printJson(counts);
        else if (output === 'csv') {
          const rows = [[...columns], ...counts.map(cells)];
          process.stdout.write(stringify(rows, { escape_formulas: true }));
        } else if (counts.length > 0) {
          print(...formatTable([columns.map((name) => name.toUpperCase()), ...counts.map(cells)]));
        }
        const sum = counts.reduce((total, { enrollments }) => total + enrollments, 0);
        say(`${sum} enrolment${sum === 1 ? '' : 's'}`);
      }),
    );
}
