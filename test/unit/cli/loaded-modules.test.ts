import assert from 'node:assert/strict';
import { modulesLoadedBy } from '../../support/modules-loaded-by.js';

const main = 'src/cli/main.ts';
const okta = /node_modules\/@okta\//;
const wholeWorker = /node_modules\/@temporalio\/worker\/lib\/worker\.js/;
const settings = /node_modules\/(zod|yaml|luxon|libphonenumber-js)\//;
const databases = /node_modules\/(pg|kysely|@electric-sql)\//;
const tracing = /node_modules\/@opentelemetry\//;
const otherCommands = /src\/cli\/(?!list\b)(show|freeze|gateway|worker|up|demo|replay)\.ts/;

describe('a command, when it is loaded', () => {
  it('brings Temporal’s client for a list, and neither what runs workers nor what reads settings nor other commands', async () => {
    const loaded = await modulesLoadedBy(main, 'list', '--help');
    assert.match(loaded, /src\/cli\/list\.ts/);
    assert.match(loaded, /node_modules\/@temporalio\/client\//);
    for (const heavy of [okta, wholeWorker, settings, databases, otherCommands]) {
      assert.doesNotMatch(loaded, heavy);
    }
  });

  it('brings no worker, no yaml and no rules of phone numbers for the gateway', async () => {
    const loaded = await modulesLoadedBy(main, 'gateway', '--help');
    assert.match(loaded, /src\/hook-gateway\//);
    assert.match(loaded, /node_modules\/@temporalio\/worker\/lib\/runtime\.js/);
    for (const heavy of [
      okta,
      wholeWorker,
      databases,
      tracing,
      /node_modules\/(yaml|libphonenumber-js)\//,
    ]) {
      assert.doesNotMatch(loaded, heavy);
    }
  });

  it('brings no Okta SDK for the worker before there is a connection', async () => {
    const loaded = await modulesLoadedBy('src/worker/worker.ts');
    assert.match(loaded, wholeWorker);
    for (const heavy of [okta, databases, tracing]) assert.doesNotMatch(loaded, heavy);
  });

  it('would be caught if it brought more', async () => {
    const loaded = await modulesLoadedBy('src/okta/okta-sdk-client.ts');
    assert.match(loaded, okta);
    assert.doesNotMatch(loaded, tracing);
    assert.match(await modulesLoadedBy('src/tracing/create-tracing.ts'), tracing);
    const all = await modulesLoadedBy(main, '--help');
    for (const heavy of [settings, databases, otherCommands]) assert.match(all, heavy);
  });
});
