import assert from 'node:assert/strict';
import type { JournalEntry } from '../../okta-emulator/journal.js';
import type { LogEvent } from '../../okta-emulator/system-log/log-event.js';
import { metrics } from '../../src/contract/metrics.js';
import { freePort } from '../../src/temporal-server/free-port.js';
import { startCollector, type CollectedSpan, type Collector } from '../support/collector.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { enrolled, type Hire } from './support/okta-org.js';
import { neededScopes } from '../../src/configuration/needed-scopes.js';
import { ecKey } from '../unit/okta/authorization/keys.js';
import { healthOf } from './support/product-command.js';
import type { RunningProcess } from './support/running-process.js';
import { useStage } from './support/stage.js';
import { until } from './support/until.js';
import { useTemporalByHand } from './support/temporal-by-hand.js';

const scopes = neededScopes({
  populations: [{ checksPolicies: true }],
  reactions: { privileged: { groups: [], attributes: [] } },
}).map(({ scope }) => scope);

describe('emulator, gateway and worker as plain processes, on a Temporal server started by hand', function () {
  this.timeout('2m');
  const temporal = useTemporalByHand('classic', 'idx');
  before(() => temporal.start());

  const key = ecKey('key-1');
  const app = {
    clientId: '0oa0000000000000wrkr',
    ...{ keys: [key.publicJwk], scopes, roles: ['SUPER_ADMIN'] },
  };
  const asApp = {
    ...{ OKTA_CLIENT_AUTHORIZATIONMODE: 'PrivateKey', OKTA_CLIENT_CLIENTID: app.clientId },
    OKTA_CLIENT_PRIVATEKEY: key.jwkText,
  };

  const traced: Record<string, string> = {
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
  };
  let collector: Collector;
  before(async () => {
    collector = await startCollector();
    traced['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  });
  after(() => collector.close());
  // Nobody listens there.
  const lost = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };

  for (const [engine, credential, variables, tracing] of [
    ['classic', 'an API token', {}, lost],
    ['idx', 'a service app', asApp, traced],
  ] as const) {
    describe(`with Okta's engine ${engine} and ${credential}`, () => {
      const stage = useStage({
        temporal: () => temporal.access(engine),
        ...{ okta: { OKTA_EMULATOR_ENGINE: engine }, logLevel: 'debug' },
        ...{ worker: variables, gateway: tracing },
      });
      let worker: RunningProcess;
      let metricsAddress: string;
      let hire: Hire;
      let uuid: string;
      before(async () => {
        await stage().okta.control('POST', '/service-apps', app);
        metricsAddress = `127.0.0.1:${await freePort()}`;
        worker = await stage().startWorker({ METRICS_ADDRESS: metricsAddress, ...tracing });
      });

      it('take a hire from the hook to Group B only, the phone enrolled and both mails sent in order', async () => {
        const { okta } = stage();

        hire = await okta.hire();
        await okta.play(hire);

        await okta.untilInGroupB(hire);
        assert.deepEqual(await okta.outcomeOf(hire), enrolled);
      });

      it('one id leads from the event to all that was done for it', async () => {
        const { okta, gateway, runOf } = stage();
        const log = (await oktaApi(okta).call('GET', '/logs?limit=1000')).body as LogEvent[];
        ({ uuid } =
          log.find(
            ({ eventType, target }) =>
              eventType === 'user.lifecycle.create' && target[0]?.id === hire.userId,
          ) ?? assert.fail());
        const linesOf = (running: RunningProcess) =>
          running
            .output()
            .split('\n')
            // The last one has only begun.
            .slice(0, -1)
            .map((line) => JSON.parse(line) as Record<string, unknown>);

        const [delivery] = linesOf(gateway).filter((line) => JSON.stringify(line).includes(uuid));
        assert.equal(delivery?.['msg'], 'event hook request');

        const { workflowId } = runOf(hire);
        await worker.saw(/"activityType":"removeFromGroup".*"msg":"Activity completed"/);
        const ofActivities = linesOf(worker).filter(
          // Before it begins, the SDK knows nothing but the activity's name.
          (line) =>
            line['workflowId'] === workflowId &&
            'activityId' in line &&
            line['msg'] !== 'Activity started',
        );
        assert.deepEqual(
          ofActivities.filter((line) => line['correlationId'] !== uuid),
          [],
        );
        assert(ofActivities.length > 5);

        const journal = await okta.control<JournalEntry[]>('GET', '/journal');
        const requests = journal
          .filter(({ userAgent }) => userAgent?.includes(uuid))
          .map(({ method, path }) => `${method} ${path}`);
        const { userId } = hire;
        for (const request of [
          `PUT /api/v1/groups/${okta.groups.A}/users/${userId}`,
          `POST /api/v1/users/${userId}/factors`,
          `POST /api/v1/users/${userId}/lifecycle/activate`,
          `PUT /api/v1/groups/${okta.groups.B}/users/${userId}`,
          `DELETE /api/v1/groups/${okta.groups.A}/users/${userId}`,
        ]) {
          assert(
            requests.some((sent) => sent.startsWith(request)),
            request,
          );
        }
        const ours = log.filter(({ client }) => client.userAgent?.rawUserAgent.includes(uuid));
        assert(ours.some(({ eventType }) => eventType === 'group.user_membership.add'));
      });

      it('the worker is well and ready, and its one metrics endpoint tells of the hire', async () => {
        await until('it is ready', async () => (await healthOf(worker, '/readyz')) === 200);
        assert.equal(await healthOf(worker, '/livez'), 200);

        let page = '';
        await until('the hires are counted', async () => {
          page = await (await fetch(`http://${metricsAddress}/metrics`)).text();
          return /^preenroll_hires_counted_at \d+$/m.test(page);
        });
        const expected = [
          /^preenroll_stage_entries\{.*stage="completed".*\} 1$/m,
          /^preenroll_time_to_ready_bucket\{.*le="60".*\} 1$/m,
          /^preenroll_switch_window_count\{.*\} 1$/m,
          /^preenroll_mails\{.*activityType="sendMfaEnrolledMail".*outcome="sent".*\} 1$/m,
          /^preenroll_okta_answers\{.*bucket="users".*outcome="success".*\} \d+$/m,
          /^preenroll_hires\{.*for_at_least="0s".*stage="awaiting-activation".*\} \d+$/m,
          /^temporal_num_pollers\{/m,
          /^temporal_workflow_task_schedule_to_start_latency_bucket\{/m,
        ];
        assert.deepEqual(
          expected.filter((line) => !line.test(page)),
          [],
        );
        const told = new Set(page.match(/^preenroll_\w+/gm));
        const known = (name: string) =>
          Object.hasOwn(metrics, name.replace(/_(bucket|sum|count)$/, '')) ||
          Object.hasOwn(metrics, name);
        assert.deepEqual(
          [...told].filter((name) => !known(name)),
          [],
        );
        // Users and groups have ids like these; a worker's own queue is called after its process and machine.
        const ours = page.replaceAll(/task_?queue="[^"]*"/gi, '');
        assert.deepEqual(ours.match(/\b00[ug]\w{17}|@/g), null);
      });

      it('the gateway tells of its health and its metrics at addresses of their own, and of neither where Okta calls', async () => {
        const { gateway, hookUrl } = stage();
        for (const path of ['/healthz', '/readyz'] as const) {
          assert.equal(await healthOf(gateway, path), 200);
        }
        for (const path of ['/healthz', '/readyz', '/livez', '/metrics']) {
          assert.equal((await fetch(new URL(path, hookUrl))).status, 404);
        }
      });

      it(`and the worker says ${credential === 'an API token' ? 'once' : 'nothing'} of API tokens`, () => {
        const warnings = worker
          .output()
          .split('\n')
          .filter((line) => line.includes('is an API token'));
        assert.equal(warnings.length, credential === 'an API token' ? 1 : 0);
      });

      it('end in order, with exit code 0, when they are told to', async () => {
        assert.equal(await worker.end('SIGTERM'), 0);
        assert.equal(await stage().gateway.end('SIGTERM'), 0);
      });

      if (tracing === lost) {
        it('and have said once each that nobody takes their traces', () => {
          for (const running of [worker, stage().gateway]) {
            assert.equal(
              running.output().split('The collector of traces does not take them').length,
              2,
            );
          }
        });
      } else {
        it('and have told a collector of it: one trace from the hook to the requests to Okta', () => {
          const hook = collector.spans.find(
            ({ name, parentSpanId }) => name === 'POST /okta/event-hook' && parentSpanId === '',
          );
          assert.deepEqual(hook?.facts['okta.event_uuids'], [uuid]);
          const spans = collector.spans.filter(({ traceId }) => traceId === hook.traceId);
          const named = (wanted: string) =>
            spans.find(({ name }) => name === wanted) ??
            assert.fail(`${wanted} in ${spans.map(({ name }) => name).join()}`);

          const way: string[] = [];
          let at: CollectedSpan | undefined = named('POST /api/v1/users/{id}/factors');
          assert.equal(at.facts['http.response.status_code'], 200);
          while (at) {
            const { name, parentSpanId }: CollectedSpan = at;
            way.unshift(name);
            at = spans.find(({ spanId }) => spanId === parentSpanId);
          }
          assert.deepEqual(way, [
            ...['POST /okta/event-hook', 'StartWorkflow:preEnrollUser'],
            ...['RunWorkflow:preEnrollUser', 'RunActivity:enrollSms'],
            'POST /api/v1/users/{id}/factors',
          ]);
          const { facts, resource } = named('RunActivity:enrollSms');
          assert.equal(facts['preenroll.correlation_id'], uuid);
          assert.equal(facts['temporalWorkflowId'], `pre-enroll:${hire.userId}`);
          assert.equal(resource['service.name'], 'preenroll-worker');
          assert.equal(resource['deployment.environment'], 'test');
          assert.equal(hook.resource['service.name'], 'preenroll-gateway');
          assert.deepEqual(
            spans.filter(({ code }) => code === 2),
            [],
          );
        });
      }
    });
  }
});
