const engine =
  'There is no container engine where the tests run; test/unit/deployment looks at the files.';
const cluster = 'There is no cluster where the tests run; test/unit/deployment looks at the files.';
const update = 'test/end-to-end/update-of-workers.test.ts';
const asPacked = 'Asks the registry for everything; test/end-to-end/packed.test.ts does without.';

/** Commands of the documentation that `documented-commands.test.ts` does not run, each with the reason, which may be the test that does. */
export const unrehearsed: Readonly<Record<string, string>> = {
  'npm ci': 'What every run of the tests begins with.',
  'npm test': 'What runs this test.',
  'npm run check': 'What every push begins with.',
  'npm run bench': 'Benchmarks.',
  'npm run docs:configuration': 'test/unit/documentation/configuration.test.ts',
  'npm run --silent sbom': 'npm makes it, of the lock file.',
  'npm ci --ignore-scripts': 'What every build of the image begins with.',
  'npm audit --omit dev': 'Asks the registry.',
  'npm audit signatures': 'Asks the registry.',
  'npm run --silent lint:deployment': 'Needs tools of others.',
  'npm run --silent reproduce': 'Builds twice.',
  'npm run demo': 'test/end-to-end/demo.test.ts',
  'npm run demo -- --users 20 --exit --json': 'test/end-to-end/demo.test.ts',
  'npm run demo -- --from-empty --exit': 'test/end-to-end/demo.test.ts',
  'preenroll demo --encrypted': 'test/end-to-end/demo.test.ts',
  'preenroll codec-server': 'test/end-to-end/codec-server.test.ts',
  'temporal workflow show --workflow-id <id> --codec-endpoint http://127.0.0.1:8081 --codec-auth Bearer …':
    'test/end-to-end/codec-server.test.ts',
  'openssl rand -base64 32': 'Makes a key.',
  'npm run chaos': 'Takes ten minutes; test/end-to-end/chaos.test.ts runs a small one.',
  'npm run cluster': 'Takes half an hour, and builds a Temporal server.',
  'npm run proof': 'Asks the registry for everything; its parts have tests in test/unit/proof.',
  'npm start': 'For a real org; test/end-to-end/up.test.ts',
  'npm run okta-emulator': 'test/end-to-end/plain-processes.test.ts',
  'npm run okta-emulator -- --empty --engine classic --api-token secret':
    'test/unit/okta-emulator/main.test.ts',
  'OKTA_EVENT_HOOK_SECRET= npm run gateway': 'test/end-to-end/plain-processes.test.ts',
  'DATABASE_URL= OKTA_CLIENT_ORGURL= OKTA_CLIENT_TOKEN= OKTA_GROUP_A= OKTA_GROUP_B= SMTP_URL= MAIL_FROM= npm run worker':
    'test/end-to-end/plain-processes.test.ts',
  'temporal server start-dev': 'test/end-to-end/temporal-away.test.ts',
  'mkdir -p ~/.config/preenroll': "On the reader's machine.",
  'chmod 700 ~/.config/preenroll': "On the reader's machine.",
  'export OKTA_CLIENT_ORGURL=https://integrator-1234567.okta.com OKTA_CLIENT_TOKEN=…':
    'Sets what others read.',
  'node --env-file=.env bin/preenroll.js up': 'For a real org; test/end-to-end/up.test.ts',
  'cloudflared tunnel --url http://localhost:3000': 'Needs the internet.',
  'DATABASE_URL= preenroll worker': 'test/end-to-end/audited-hire.test.ts',
  'TEMPORAL_DEPLOYMENT_NAME= TEMPORAL_WORKER_BUILD_ID= preenroll worker': update,
  'temporal worker deployment describe --name preenroll': update,
  'temporal worker deployment set-ramping-version --deployment-name preenroll --build-id 0.2.0 --percentage 10':
    'Gives a tenth of the runs to a version: which, Temporal decides by their ids.',
  'temporal worker deployment set-current-version --deployment-name preenroll --build-id 0.2.0':
    update,
  'npm run mutation': 'Takes ten minutes.',
  'npm run mutation -- src/activities/working-time.ts': 'Takes a minute.',
  'SEED= RUNS= npm run mutation -- …': 'Takes minutes.',
  'npm run bench -- enrollments': 'A benchmark.',
  'npm run bench -- pacing': 'A benchmark.',
  'npm run bench -- overtake': 'A benchmark.',
  'npm run bench -- waiting': 'A benchmark.',
  'npm run bench -- cold': 'A benchmark.',
  'npm run bench -- acks': 'A benchmark.',
  'npm run --silent bench -- enrollments': 'A benchmark.',
  'npm run --silent bench -- waiting --waiting 10000': 'A benchmark.',
  'jq .[] | select(.status != "ok")': 'Reads what the command before it prints.',
  'temporal workflow query --workflow-id <id> --type status':
    'test/integration/check-drift.test.ts asks the same of the same server.',
  'jq -c select(.goal)': 'Reads what a benchmark prints.',
  'npm pack': 'test/end-to-end/packed.test.ts',
  'npm install ./preenroll-0.1.0.tgz': asPacked,
  'preenroll demo --users 2 --exit --json': 'test/end-to-end/packed.test.ts',
  'npm run test:packed': asPacked,
  'docker build --tag preenroll:0.1.0 .': engine,
  './deploy/compose/make-secrets.sh': 'test/unit/deployment/compose.test.ts',
  'cp okta-key.json secrets/okta_private_key': "On the reader's machine.",
  'cp docs/preenroll.example.yaml preenroll.yaml': "On the reader's machine.",
  'docker compose -f docker-compose.production.yml up --build --detach': engine,
  'docker compose -f docker-compose.production.yml exec worker node bin/preenroll.js doctor':
    engine,
  'docker compose -f docker-compose.production.yml exec -T audit-database pg_dump --username preenroll --format custom preenroll':
    engine,
  'docker compose -f docker-compose.production.yml exec -T audit-database pg_restore --username preenroll --dbname preenroll --clean --if-exists':
    engine,
  'kubectl create namespace preenroll': cluster,
  'kubectl -n preenroll create secret generic preenroll-event-hook --from-file=secret=secrets/event_hook_secret':
    cluster,
  'kubectl -n preenroll create secret generic preenroll-payload-encryption --from-file=key=secrets/payload_encryption_key':
    cluster,
  'kubectl -n preenroll create secret generic preenroll-okta --from-file=private-key=secrets/okta_private_key':
    cluster,
  'kubectl -n preenroll create secret generic preenroll-mail --from-file=url=secrets/smtp_url':
    cluster,
  'kubectl -n preenroll create secret generic preenroll-audit --from-file=worker-url=secrets/audit_worker_url --from-file=hash-key=secrets/audit_hash_key':
    cluster,
  'kubectl -n preenroll create secret generic preenroll-audit-owner --from-file=url=secrets/audit_owner_url':
    cluster,
  'kubectl -n preenroll delete job preenroll-migrate --ignore-not-found': cluster,
  'kubectl apply -k deploy/kubernetes/example/migrate': cluster,
  'kubectl -n preenroll wait --for=condition=complete --timeout=10m job/preenroll-migrate': cluster,
  'kubectl apply -k deploy/kubernetes/example': cluster,
};
