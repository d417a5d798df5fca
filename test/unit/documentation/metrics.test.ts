import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Tokens } from 'marked';
import { parse } from 'yaml';
import { metrics } from '../../../src/contract/metrics.js';
import { pages, tokensOf } from '../../support/documentation/pages.js';
import { sourceText } from '../../support/documentation/source-text.js';

const root = path.join(import.meta.dirname, '../../..');

const [ours = [], labels = [], ofTemporal = []] = tokensOf(pages.get('docs/metrics.md') ?? '')
  .filter((token): token is Tokens.Table => token.type === 'table')
  .map(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)));

const inCode = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** Histograms have three series each. */
const series = new Set(
  Object.entries(metrics).flatMap(([name, { kind }]) =>
    kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name],
  ),
);
const temporalNames = ofTemporal.flatMap(([name]) => inCode(name));

const namesIn = (expression: string) =>
  expression.match(/\b(?:preenroll|temporal)_\w+/g)?.filter((name) => name !== 'preenroll_') ?? [];

function unknownIn(expressions: readonly string[]): string[] {
  const names = expressions.flatMap(namesIn);
  assert(names.length > 10);
  return names.filter(
    (name) => !series.has(name) && !temporalNames.includes(name.replace(/_bucket$/, '')),
  );
}

/** The labels that an expression names beside Prometheus' own. */
const labelsIn = (expression: string) => [
  ...[...expression.matchAll(/[{,]\s*(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, name = '']) => name),
  ...[...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/)),
];
const knownLabels = new Set([
  ...Object.values(metrics).flatMap((metric): readonly string[] => metric.labels),
  ...['le', 'job', 'alertname', 'alertstate'],
  ...['activityType', 'task_queue', 'operation', 'failure_reason'],
]);

interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[];
}
const { groups } = parse(
  readFileSync(path.join(root, 'deploy/prometheus/alerts.yaml'), 'utf8'),
) as Rules;
const rules = groups.flatMap((group) => group.rules.map(({ expr }) => expr));

interface Panel {
  id: number;
  type: string;
  targets?: { expr: string }[];
  gridPos: { x: number; y: number; w: number; h: number };
}
const dashboard = JSON.parse(
  readFileSync(path.join(root, 'deploy/grafana/preenroll.json'), 'utf8'),
) as { panels: Panel[]; schemaVersion: number; uid: string };
const shown = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

describe('the page about metrics', () => {
  it('has every metric of the code, with type, unit, labels and meaning, and no other', () => {
    assert.deepEqual(
      ours.map(([name, kind, unit, named, meaning]) => [
        ...[inCode(name)[0], kind, unit, inCode(named), meaning?.replaceAll('&#39;', "'")],
      ]),
      Object.entries(metrics).map(([name, { kind, unit, labels, meaning }]) => [
        ...[name, kind, unit, [...labels], meaning],
      ]),
    );
  });

  it('says of each label what its values are', () => {
    const used = new Set(
      Object.values(metrics).flatMap((metric): readonly string[] => metric.labels),
    );
    assert.deepEqual(labels.flatMap(([name]) => inCode(name)).toSorted(), [...used].toSorted());
  });

  it('names of Temporal only metrics that its SDK has', () => {
    const releases = 'node_modules/@temporalio/core-bridge/releases';
    const [release] = readdirSync(releases);
    assert(release);
    const core = readFileSync(path.join(releases, release, 'index.node'));
    assert(temporalNames.length > 3);
    assert.deepEqual(
      temporalNames.filter((name) => !core.includes(name.replace(/^temporal_/, ''))),
      [],
    );
  });
});

describe('a metric', () => {
  it('is made from the one list', () => {
    const elsewhere = sourceText('src', (file) => file !== 'contract/metrics.ts');
    assert.doesNotMatch(elsewhere, /\.create(Counter|Gauge|Histogram)\(/);
    assert.deepEqual(
      Object.keys(metrics).filter((name) => !elsewhere.includes(`'${name}'`)),
      [],
    );
  });
});

describe('the alert rules', () => {
  it('ask for metrics and labels that there are', () => {
    assert.deepEqual(unknownIn(rules), []);
    assert.deepEqual(
      rules.flatMap(labelsIn).filter((name) => !knownLabels.has(name)),
      [],
    );
  });
});

describe("Grafana's dashboard", () => {
  it('asks for metrics and labels that there are, and leaves none of ours out', () => {
    assert.deepEqual(unknownIn(shown), []);
    assert.deepEqual(
      shown.flatMap(labelsIn).filter((name) => !knownLabels.has(name)),
      [],
    );
    const all = shown.join('\n');
    assert.deepEqual(
      Object.keys(metrics).filter((name) => !all.includes(name)),
      [],
    );
  });

  it('has panels with ids of their own, which do not cover each other', () => {
    const { panels } = dashboard;
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    for (const [place, { gridPos: one, targets, type }] of panels.entries()) {
      assert(one.x + one.w <= 24);
      assert.equal(type === 'row', targets === undefined);
      for (const { gridPos: other } of panels.slice(place + 1)) {
        const isApart =
          one.x + one.w <= other.x ||
          other.x + other.w <= one.x ||
          one.y + one.h <= other.y ||
          other.y + other.h <= one.y;
        assert(isApart);
      }
    }
  });
});
