import { CsvError, parse } from 'csv-parse/sync';
import type { SelectedPerson } from './person.js';
import type { BadRow } from './row-problems.js';

/** The file is not a list of people. The message says what to do, and nothing of what is in it. */
export class PeopleFileError extends Error {
  override readonly name = 'PeopleFileError';
}

/** What a column may be called, without regard to case. */
const columns = {
  user: ['id', 'login', 'user', 'userid'],
  phone: ['phone'],
  startDate: ['start', 'startdate', 'start date'],
};

/**
 * Reads a CSV file of people: a header row, with commas, semicolons or tabs between the cells. Other columns are passed over. A row that is not
 * CSV is told with its line, and the others are read.
 *
 * @throws PeopleFileError if there is no column that says who is meant
 */
export function readPeopleFile(text: string): { people: SelectedPerson[]; bad: BadRow[] } {
  const bad: BadRow[] = [];
  const rows = parseCsv(text, bad);
  const header = rows[0]?.cells ?? [];
  const at = {
    users: columns.user.map((name) => header.indexOf(name)).filter((index) => index >= 0),
    phone: header.findIndex((name) => columns.phone.includes(name)),
    startDate: header.findIndex((name) => columns.startDate.includes(name)),
  };
  if (at.users.length === 0) {
    throw new PeopleFileError(
      'The file has no column `login` or `id`. Its first row must name the columns: login or id, and if you like phone and start.',
    );
  }
  const people = rows.slice(1).flatMap(({ cells, line }): SelectedPerson[] => {
    const user = at.users.map((index) => cells[index] ?? '').find((cell) => cell !== '');
    if (user === undefined) {
      bad.push({ line, problem: 'user-missing' });
      return [];
    }
    const phone = cells[at.phone] ?? '';
    const startDate = cells[at.startDate] ?? '';
    return [{ line, user, ...(phone !== '' && { phone }), ...(startDate !== '' && { startDate }) }];
  });
  return { people, bad };
}

interface Row {
  /** The line on which it ends. */
  line: number;
  cells: string[];
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

/** All rows but empty ones. The names in the first are in lower case. */
function parseCsv(text: string, bad: BadRow[]): Row[] {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const delimiter = delimiterOf(header);
  const rows = parseAll([header, ...lines].join('\n'), delimiter) ?? [
    ...[header, ...lines].flatMap((line, index) => {
      // The parser loses its way behind a quote that is missing: each line by itself keeps the others readable.
      const alone = parseAll(line, delimiter);
      if (alone === undefined) bad.push({ line: index + 1, problem: 'unreadable' });
      return (alone ?? []).map((row) => ({ ...row, line: index + 1 }));
    }),
  ];
  return rows.map(({ line, cells }, index) => ({
    line,
    cells: index === 0 ? cells.map((name) => name.toLowerCase()) : cells,
  }));
}

/** What stands most often in the header. */
function delimiterOf(header: string): string {
  const [most = ','] = [',', ';', '\t'].sort(
    (one, other) => header.split(other).length - header.split(one).length,
  );
  return most;
}

/** Undefined if it is no CSV. */
function parseAll(text: string, delimiter: string): Row[] | undefined {
  try {
    const records: unknown = parse(text, {
      delimiter,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
    // With `info` it gives more than its types say.
    return (records as ParsedRecord[]).map(({ record, info }) => ({
      line: info.lines,
      cells: record,
    }));
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
