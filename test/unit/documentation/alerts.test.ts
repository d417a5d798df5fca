import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { attention, attentionTo, isAttentionReason } from '../../../src/contract/attention.js';
import { pages } from '../../support/documentation/pages.js';

const run = promisify(execFile);
const folder = path.join(import.meta.dirname, '../../../deploy/prometheus');
const read = (name: string) => parse(readFileSync(path.join(folder, name), 'utf8')) as unknown;

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
const alerts = (read('alerts.yaml') as { groups: { rules: Rule[] }[] }).groups.flatMap(
  ({ rules }) => rules,
);

interface Case {
  promql_expr_test: { expr: string; exp_samples: { value: number }[] }[];
}
const cases = (read('alerts.test.yaml') as { tests: Case[] }).tests.flatMap(
  ({ promql_expr_test }) => promql_expr_test,
);

describe('each alert', () => {
  it('has its entry on the page, which says what to do, and the page has no other', () => {
    const entries = new Map(
      (pages.get('docs/alerts.md') ?? '')
        .split(/^### /m)
        .slice(1)
        .map((entry) => [entry.split('\n')[0] ?? '', entry]),
    );
    assert.deepEqual(
      [...entries.keys()],
      alerts.map(({ alert }) => alert),
    );
    for (const { alert, labels, annotations } of alerts) {
      assert.match(entries.get(alert) ?? '', /\*\*What to do\*\*: .{20}/s);
      assert(entries.get(alert)?.includes(`\`${labels.severity}\``));
      assert.equal(annotations.runbook, `docs/alerts.md#${alert.toLowerCase()}`);
      assert.match(annotations.summary, /\.$/);
    }
  });

  it('has a case in which it fires, and one in which it is quiet', () => {
    for (const { alert } of alerts) {
      const expr = `count(ALERTS{alertname="${alert}",alertstate="firing"})`;
      const expected = cases
        .filter((one) => one.expr === expr)
        .map(({ exp_samples }) => exp_samples.map(({ value }) => value));
      assert.deepEqual(expected, [[1], []], alert);
    }
    assert.equal(cases.length, 2 * alerts.length);
  });

  it('fires, and is quiet, as its cases say: promtool evaluates them', async function () {
    this.timeout('30s');
    const tool = await run('promtool', ['--version']).catch(() => undefined);
    if (tool === undefined) {
      process.stderr.write(
        'Without promtool on the PATH (apt-get install prometheus) the alert rules are not evaluated\n',
      );
      this.skip();
    }
    await run('promtool', ['check', 'rules', 'alerts.yaml'], { cwd: folder });
    await run('promtool', ['check', 'config', 'prometheus.yaml'], { cwd: folder });
    await run('promtool', ['test', 'rules', 'alerts.test.yaml'], { cwd: folder });
  });
});

describe('the alert about the configuration', () => {
  it('knows the reasons that concern it', () => {
    const { expr } = alerts.find(({ alert }) => alert === 'PreenrollStoppedByConfiguration') ?? {
      expr: '',
    };
    assert.deepEqual(
      /reason=~"([^"]*)"/.exec(expr)?.[1]?.split('|'),
      Object.keys(attention)
        .filter(isAttentionReason)
        .filter((reason) => attentionTo(reason).concerns === 'configuration'),
    );
  });
});
