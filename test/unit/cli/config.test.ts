import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { configCommand } from '../../../src/cli/config.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';
import { captureOutput } from './capture-output.js';

async function config(...args: string[]): Promise<string> {
  const { stdout } = await captureOutput(async () => {
    await configCommand().parseAsync(args, { from: 'user' });
  });
  return stdout;
}

describe('config check', () => {
  const directory = useTemporaryDirectory();

  async function check(content: string): Promise<string> {
    const file = path.join(directory(), 'preenroll.yaml');
    await writeFile(file, content);
    return config('check', file);
  }

  it('says of a file that it can be used, without the environment', async () => {
    assert.match(await check('completion: active\n'), /preenroll\.yaml can be used\.\n$/);
    assert.match(await check('# nothing yet\n'), /can be used/);
  });

  it('names all that is wrong in one message', async () => {
    await assert.rejects(check('completion: never\nphone: { countries: [XX] }\n'), (error) => {
      assert(error instanceof ConfigurationError);
      assert.match(error.message, /completion/);
      assert.match(error.message, /phone\.countries/);
      return true;
    });
  });

  it('refuses what is no YAML, and a file that is not there', async () => {
    await assert.rejects(check('completion: [\n'), /cannot be read/);
    await assert.rejects(config('check', path.join(directory(), 'other.yaml')), /ENOENT/);
  });
});

describe('config schema', () => {
  it('is a JSON Schema that takes what is right, and not what is misspelt or of another kind', async () => {
    const schema = z.fromJSONSchema(
      JSON.parse(await config('schema')) as Parameters<typeof z.fromJSONSchema>[0],
    );
    const isTaken = (content: unknown): boolean => schema.safeParse(content).success;
    assert(isTaken({}));
    assert(isTaken({ completion: 'active', waiting: { reminders: ['1 day'] } }));
    assert(isTaken({ populations: [{ name: 'interns', phone: { countries: ['DE'] } }] }));
    assert(!isTaken({ compeltion: 'active' }));
    assert(!isTaken({ completion: 'never' }));
    assert(!isTaken({ populations: [{ phone: {} }] }));
    assert(!isTaken({ reactions: { tickets: { system: 'jira' } } }));
  });
});

describe('config reference', () => {
  it('prints the page of the documentation', async () => {
    assert.match(await config('reference'), /^# Configuration\n[^]*`reactions\.storm\.within`/);
  });
});
