/** Commands of the documentation that `documented-commands.test.ts` does not run, each with the reason, which may be the test that does. */
export const unrehearsed: Readonly<Record<string, string>> = {
  'npm ci': 'What every run of the tests begins with.',
  'npm test': 'What runs this test.',
  'npm run check': 'What every push begins with.',
  'npm run bench': 'Benchmarks.',
  'npm run docs:configuration': 'test/unit/documentation/configuration.test.ts',
  'npm run demo': 'test/end-to-end/demo.test.ts',
  'npm run demo -- --users 20 --exit --json': 'test/end-to-end/demo.test.ts',
  'npm run chaos': 'Takes ten minutes; test/end-to-end/chaos.test.ts runs a small one.',
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
  'preenroll setup': 'test/end-to-end/setup.test.ts',
  'preenroll setup --hook-url https://hooks.example.com/okta/event-hook --dry-run':
    'test/end-to-end/setup.test.ts',
  'preenroll setup --hook-url https://hooks.example.com/okta/event-hook --sign-on-rule':
    'test/end-to-end/setup.test.ts',
  'preenroll setup --hook-url https://onboarding.example.com/okta/event-hook':
    'test/end-to-end/setup.test.ts',
  'preenroll setup --hook-url https://….trycloudflare.com/okta/event-hook --sign-on-rule --client-id 0oa… --key-file ~/.config/preenroll/okta-key.json':
    'test/end-to-end/setup.test.ts',
  'cloudflared tunnel --url http://localhost:3000': 'Needs the internet.',
  'DATABASE_URL= preenroll worker': 'test/end-to-end/audited-hire.test.ts',
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
  'jq -c select(.goal)': 'Reads what a benchmark prints.',
  'preenroll doctor': 'test/end-to-end/doctor.test.ts',
  'preenroll doctor --only event-hook-active event-hook-answers': 'test/end-to-end/doctor.test.ts',
  'preenroll doctor --hires-per-day 200 --strict': 'test/end-to-end/doctor.test.ts',
  'preenroll doctor --test-mail you@example.com': 'test/end-to-end/doctor.test.ts',
  'preenroll doctor -o json': 'test/end-to-end/doctor.test.ts',
  'node --env-file=.env bin/preenroll.js doctor': 'test/end-to-end/doctor.test.ts',
  'jq .[] | select(.status != "ok")': 'Reads what `preenroll doctor` prints.',
  'temporal workflow list --query WorkflowType="checkDrift"':
    'test/integration/check-drift.test.ts asks the same of the same server.',
  'temporal workflow query --workflow-id <id> --type status':
    'test/integration/check-drift.test.ts asks the same of the same server.',
};
