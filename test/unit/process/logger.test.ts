import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { toTemporalLogger } from '../../../src/process/logger.js';

/** What a process of its own writes that logs with `createLogger(level)`. */
function outputOf(level: string, statements: string) {
  const script = `
    import { createLogger } from ${JSON.stringify(new URL('../../../src/process/logger.ts', import.meta.url))};
    const logger = createLogger('${level}');
    ${statements}
  `;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  );
  return { stdout, lines: stderr.split('\n').filter(Boolean).map(parse) };
}

function parse(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>;
}

describe('the log', () => {
  it('is JSON lines on standard error, at the level and above', () => {
    const { stdout, lines } = outputOf('info', "logger.debug('no'); logger.info({ a: 1 }, 'yes');");

    assert.equal(stdout, '');
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.['msg'], 'yes');
    assert.equal(lines[0]['a'], 1);
  });

  it('loses personal data that a library attaches', () => {
    const { lines } = outputOf(
      'info',
      `const data = { phoneNumber: '+12015550123', email: 'a@b.c', secondEmail: 'd@e.f', token: 't' };
       logger.info({ ...data, id: 1, profile: { ...data, id: 2 } }, 'read');`,
    );

    assert.equal(lines.length, 1);
    const { id, profile, phoneNumber, email, secondEmail, token } = lines[0] ?? {};
    assert.equal(id, 1);
    assert.deepEqual(profile, { id: 2 });
    assert.deepEqual([phoneNumber, email, secondEmail, token], Array(4).fill(undefined));
  });

  it('says of an error what it is and where it came from, and not its message', () => {
    const { lines } = outputOf(
      'info',
      `class OktaError extends Error { name = 'OktaError'; code = 'E0000047'; type = 'no word, for sure'; }
       logger.warn({ error: new OktaError('cannot call +15551234567') }, 'failed');
       logger.warn({ error: 'ECONNREFUSED' }, 'failed');`,
    );

    const [first, second] = lines.map(({ error }) => error as Record<string, unknown>);
    const { at, ...rest } = first ?? {};
    assert.deepEqual(rest, { name: 'OktaError', code: 'E0000047' });
    assert(Array.isArray(at) && at.length > 0);
    assert.doesNotMatch(JSON.stringify(first), /555/);
    assert.equal(second, 'ECONNREFUSED');
  });

  it("takes the lines of Temporal's SDK with level, message and attributes", () => {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString());
        done();
      },
    });
    const logger = toTemporalLogger(pino({ level: 'debug' }, stream));

    logger.trace('not written');
    logger.debug('first');
    logger.warn('second', { workflowId: 'pre-enroll:00u1' });
    logger.error('third');
    logger.warn('No workflows registered, not polling for workflow tasks');
    const lines = written.map(parse);
    assert.deepEqual(
      lines.map(({ level, msg }) => [level, msg]),
      [
        [20, 'first'],
        [40, 'second'],
        [50, 'third'],
        // A queue of activities alone is meant to be one.
        [20, 'No workflows registered, not polling for workflow tasks'],
      ],
    );
    assert.equal(lines[1]?.['workflowId'], 'pre-enroll:00u1');
  });
});
