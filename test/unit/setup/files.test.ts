import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { configFilePart } from '../../../src/setup/config-file.js';
import { envFilePart, readEnvFile } from '../../../src/setup/env-file.js';
import { createFileJournal, JournalError } from '../../../src/setup/journal.js';
import { LocalFailure } from '../../../src/setup/local-part.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const ids = { 'group-a': '00gA', 'group-b': '00gB', 'event-hook': 'who1' };
const how = { made: [] as string[], isForced: false, isDryRun: false };

describe('the files of a setup', () => {
  const directory = useTemporaryDirectory();
  const at = (name: string) => path.join(directory(), name);

  describe('the env file', () => {
    const settings = [
      { name: 'OKTA_CLIENT_ORGURL', value: 'https://example.okta.com' },
      { name: 'OKTA_EVENT_HOOK_SECRET', value: 'very-secret', isSecret: true },
      { name: 'PREENROLL_CONFIG', value: '/etc/pre enroll.yaml' },
    ];
    const part = () => envFilePart({ file: at('.env'), settings, template: ['# SMTP_URL='] });

    it('is for its owner alone, has what the settings say, and is as wanted then', async () => {
      const made = await part().apply(ids);

      assert.equal((await stat(at('.env'))).mode & 0o777, 0o600);
      assert.deepEqual(
        await readEnvFile(at('.env')),
        Object.fromEntries(settings.map(({ name, value }) => [name, value])),
      );
      assert.equal(await part().plan(ids), undefined);
      assert.deepEqual(await part().remove?.({ ...how, made, isDryRun: true }), {
        title: `Delete ${at('.env')}`,
      });
      await part().remove?.({ ...how, made });
      assert.equal(await part().remove?.({ ...how, made }), undefined);
    });

    it('gets no new secret where a hook is there that sends another one', async () => {
      const secret = { name: 'OKTA_EVENT_HOOK_SECRET', value: 'new', isForNewHook: true };
      const newPart = envFilePart({ file: at('.env'), settings: [secret], template: [] });
      assert.equal(await newPart.plan(ids), undefined);

      await newPart.apply({});
      assert.deepEqual(await readEnvFile(at('.env')), { OKTA_EVENT_HOOK_SECRET: 'new' });
    });

    it('keeps what is in it, shows what changes, and never a secret', async () => {
      const given = '# ours\nSMTP_URL=smtp://mail\nexport OKTA_EVENT_HOOK_SECRET="old-secret"\n';
      await writeFile(at('.env'), given, { mode: 0o644 });
      const left = await part().plan(ids);
      const made = await part().apply(ids);

      assert.deepEqual(left?.is, [
        'OKTA_EVENT_HOOK_SECRET=(a secret, before)',
        'readable by others',
      ]);
      assert(!JSON.stringify(left).includes('very-secret'));
      assert.equal(
        await readFile(at('.env'), 'utf8'),
        '# ours\nSMTP_URL=smtp://mail\nOKTA_EVENT_HOOK_SECRET=very-secret\nOKTA_CLIENT_ORGURL=https://example.okta.com\nPREENROLL_CONFIG="/etc/pre enroll.yaml"\n',
      );
      assert.equal((await stat(at('.env'))).mode & 0o777, 0o600);
      assert.match(
        (await part().remove?.({ ...how, made }))?.obstacle ?? '',
        /there is more in it/,
      );
    });
  });

  describe('the configuration file', () => {
    it('has the ids, and is as wanted then', async () => {
      const part = configFilePart(at('preenroll.yaml'), 'workPhone');
      await part.apply(ids);

      assert.deepEqual(parse(await readFile(at('preenroll.yaml'), 'utf8')), {
        groups: { a: '00gA', b: '00gB' },
        phone: { attributes: ['workPhone'] },
        reconciliation: { eventHookId: 'who1' },
      });
      assert.equal(await part.plan(ids), undefined);
      assert.deepEqual(await part.remove?.(how), { title: `Delete ${at('preenroll.yaml')}` });
      assert.equal(await part.remove?.(how), undefined);
    });

    it('keeps comments and all else, and shows both sides of what changes', async () => {
      const file = at('preenroll.yaml');
      await writeFile(file, '# by hand\ngroups:\n  a: 00gOther # why\nphone:\n  attributes: [x]\n');
      const part = configFilePart(file, 'mobilePhone');
      const left = await part.plan(ids);
      await part.apply(ids);

      assert.deepEqual(left?.is, ['groups.a: "00gOther"', 'phone.attributes: ["x"]']);
      assert.deepEqual(left.willBe, [
        ...['groups.a: "00gA"', 'groups.b: "00gB"', 'phone.attributes: ["mobilePhone","x"]'],
        'reconciliation.eventHookId: "who1"',
      ]);
      const text = await readFile(file, 'utf8');
      assert.match(text, /# by hand/);
      assert.match(text, /a: 00gA # why/);
      assert.match((await part.remove?.(how))?.obstacle ?? '', /there is more in it/);
    });

    it('says nothing of attributes where none is asked for', async () => {
      const part = configFilePart(at('preenroll.yaml'), undefined);

      assert(!(await part.plan(ids))?.willBe.some((line) => line.startsWith('phone')));
    });

    it('leaves populations to themselves', async () => {
      const file = at('preenroll.yaml');
      await writeFile(file, 'populations:\n  - name: staff\n');
      const part = configFilePart(file, 'mobilePhone');

      assert.deepEqual((await part.plan(ids))?.willBe, ['reconciliation.eventHookId: "who1"']);
    });

    it('is left alone if it is no YAML', async () => {
      await writeFile(at('preenroll.yaml'), 'groups: [');

      await assert.rejects(configFilePart(at('preenroll.yaml'), undefined).plan(ids), LocalFailure);
    });
  });

  describe('the journal', () => {
    it('notes one entry for each key, and is gone with the last', async () => {
      const journal = createFileJournal(at('journal.json'));
      await journal.note('00o1', { key: 'group-a', name: 'A' });
      await journal.note('00o1', { key: 'group-b', name: 'B' });
      await journal.note('00o1', { key: 'group-a', name: 'A', id: '00gA', as: ['A'] });

      assert.deepEqual(await journal.read('00o1'), [
        { key: 'group-a', name: 'A', id: '00gA', as: ['A'] },
        { key: 'group-b', name: 'B' },
      ]);
      assert.equal((await stat(at('journal.json'))).mode & 0o777, 0o600);
      await journal.forget('00o1', 'group-a');
      await journal.forget('00o1', 'group-b');
      assert.deepEqual(await journal.read('00o1'), []);
      await assert.rejects(stat(at('journal.json')));
    });

    it('is not taken for another org, or for what it is not', async () => {
      const journal = createFileJournal(at('journal.json'));
      await journal.note('00o1', { key: 'group-a', name: 'A' });
      await assert.rejects(journal.read('00o2'), /is about another Okta org/);
      await writeFile(at('journal.json'), '{');
      await assert.rejects(journal.read('00o1'), JournalError);
    });
  });
});
