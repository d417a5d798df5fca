import { planWaiting } from '../../activities/plan-waiting.js';
import { check, failure, ok, unknown, warning, type Check } from '../check.js';
import { whereAsked } from '../where-asked.js';
import type { DoctorSettings } from '../evidence.js';
import { isOlderThan } from '../server-version.js';

const day = 24 * 60 * 60_000;

/** Priorities of tasks. https://docs.temporal.io/develop/task-queue-priority-fairness */
const oldestServer = '1.28.0';

export const temporalChecks: Check[] = [
  check('temporal-reachable', {
    title: 'Temporal can be reached, and is recent enough',
    needs: ['temporalServer'],
    remedy: `Start it, or set TEMPORAL_ADDRESS (and TLS or the API key); a server older than ${oldestServer} keeps no order of urgency: upgrade it.`,
    byHand: '`temporal operator cluster health`',
    judge({ temporalServer: { version } }) {
      if (version === '') return unknown('the server does not tell its version');
      return isOlderThan(version, oldestServer)
        ? warning(`version ${version}`)
        : ok(`version ${version}`);
    },
    judgeFailure: whereAsked,
  }),

  check('temporal-namespace', {
    title: 'The namespace exists',
    needs: ['namespace'],
    remedy:
      'Create the namespace (`temporal operator namespace create`), or name another one in TEMPORAL_NAMESPACE.',
    byHand: '`temporal operator namespace describe`',
    judge: ({ namespace: { name, isRegistered } }) =>
      isRegistered ? ok(name) : failure(`${name} is deprecated or deleted`),
    judgeFailure: ({ kind, text }) => (kind === 'refused' ? failure(text) : undefined),
  }),

  check('temporal-retention', {
    title: 'Temporal keeps ended runs long enough',
    needs: ['settings', 'namespace'],
    remedy:
      'Raise the retention (`temporal operator namespace update --retention 30d`): ended runs are what shows, and keeps from being started twice, who is done; a run that waits has many.',
    byHand: '`temporal operator namespace describe`',
    judge({ settings, namespace: { retentionMs } }, now) {
      const wait = longestWait(settings, now);
      const evidence = `${days(retentionMs)} days; a hire waits for ${days(wait)} days at most`;
      return retentionMs < wait ? warning(evidence) : ok(evidence);
    },
  }),

  check('temporal-search-attributes', {
    title: 'The search attributes are registered',
    needs: ['searchAttributes'],
    remedy:
      'Register them with a client that may (a worker does at its start; on Temporal Cloud by `tcld` or the UI). Those of another type must be removed first. Without them workflows hang without a word.',
    byHand: '`temporal operator search-attribute list`',
    judge({ searchAttributes: { missing, ofOtherType } }) {
      if (missing.length === 0 && ofOtherType.length === 0) return ok('all');
      return failure(
        [
          ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
          ...(ofOtherType.length > 0 ? [`of another type: ${ofOtherType.join(', ')}`] : []),
        ].join('; '),
      );
    },
  }),

  check('temporal-schedules', {
    title: 'The Schedules are there, and not paused',
    needs: ['settings', 'schedules'],
    remedy:
      'Start a worker, which makes them; unpause those that are paused (`temporal schedule toggle --unpause`).',
    byHand: '`temporal schedule list`',
    judge({ settings: { scheduleIds }, schedules }) {
      const missing = scheduleIds.filter((id) => schedules.get(id) === undefined);
      if (missing.length > 0) return failure(`missing: ${missing.join(', ')}`);
      const paused = scheduleIds.filter((id) => schedules.get(id)?.isPaused);
      return paused.length > 0
        ? warning(`paused: ${paused.join(', ')}`)
        : ok(scheduleIds.join(', '));
    },
  }),

  check('temporal-worker', {
    title: 'A worker polls every task queue',
    needs: ['pollers'],
    remedy: 'Start `preenroll worker`, in the same namespace and against the same server.',
    byHand: '`temporal task-queue describe --task-queue preenroll`',
    judge({ pollers }) {
      const deserted = [...pollers].filter(([, who]) => who.length === 0).map(([queue]) => queue);
      if (deserted.length > 0) return failure(`nobody polls ${deserted.join(', ')}`);
      const workers = new Set([...pollers.values()].flat().map(({ identity }) => identity));
      return ok(`${workers.size} workers, ${pollers.size} task queues`);
    },
  }),

  check('temporal-worker-versions', {
    title: 'All workers are of one version',
    needs: ['pollers'],
    remedy:
      'Bring all workers to one version, the newest: an older one cannot go on with runs that a newer one has begun.',
    byHand: '`temporal task-queue describe --task-queue preenroll`',
    judge({ pollers }) {
      // The workers of one process have different builds: one knows the workflows, the others activities only.
      const builds = [...pollers.values()].map((who) => new Set(who.map(({ buildId }) => buildId)));
      const most = Math.max(0, ...builds.map(({ size }) => size));
      if (most === 0) return unknown('no worker polls');
      if (builds.some((of) => of.has('')))
        return unknown('the server does not tell the versions of workers');
      return most === 1 ? ok('one version') : warning(`${most} versions poll`);
    },
  }),

  check('temporal-dev-server', {
    title: 'The Temporal server is not the development server',
    needs: ['temporalServer'],
    remedy:
      'For production use a cluster on PostgreSQL, or Temporal Cloud: the development server keeps everything in one SQLite file on one machine, and lets in whoever reaches it.',
    byHand: 'See what was started behind TEMPORAL_ADDRESS.',
    judge: ({ temporalServer: { isDevServer } }) =>
      isDevServer ? warning('its data is in SQLite') : ok('a cluster'),
  }),

  check('temporal-config-file', {
    title: 'TEMPORAL_CONFIG_FILE names a file that exists',
    needs: ['temporalConfigFile'],
    remedy:
      "Correct or unset TEMPORAL_CONFIG_FILE: Temporal's SDK ignores a missing file without a word, and the default server is used.",
    byHand: 'ls "$TEMPORAL_CONFIG_FILE"',
    judge({ temporalConfigFile: { isNamed, exists } }) {
      if (!isNamed) return ok('it is not set');
      return exists ? ok('it exists') : warning('the file does not exist, which the SDK ignores');
    },
  }),
];

/** Until the last thing that is planned for a hire who does nothing. */
function longestWait({ populations }: DoctorSettings, now: Date): number {
  const ends = populations.map(({ waiting }) => {
    const last = planWaiting({ settings: waiting, profile: {}, from: now }).actions.at(-1);
    return last === undefined ? 0 : Date.parse(last.at) - now.getTime();
  });
  return Math.max(0, ...ends);
}

function days(ms: number): number {
  return Math.round(ms / day);
}
