/** Whom a command is about; how each of them comes to be there, `documented-commands.test.ts` knows. */
export type Role =
  'waiting' | 'phoneless' | 'twin' | 'from-the-template' | 'withdrawn' | 'by-hand' | 'done';

/** A command of the documentation as the test gives it. */
export interface Rehearsal {
  /** The text of the documented command. */
  text: string;
  /** Whom `00u…`, `USER` and the login in it mean. */
  who?: Role;
  /** What is said besides, because nobody sits at a terminal. */
  more?: readonly string[];
  /** On standard input. */
  input?: string;
  /** 0 unless given. */
  exit?: number;
  /** What it prints, on standard output or standard error. */
  says?: RegExp;
  /** It only looks, at what others have to do first: it is given until it prints that. */
  awaited?: true;
}

const telephony = 'resume --query AttentionReason = "telephony-missing"';
const fromTheTemplate = 'resume --query AttentionReason = "group-a-not-ours" --accept';
const signal = '{"source":"operator","operator":"ann","reason":"seen in person","force":true}';
const factorRun = '--workflow-id factor:00u…:sms:OKTA';
const smsInput = '{"userId":"00u…","factorType":"sms","provider":"OKTA"}';

const setupFiles = ['--config', 'setup.yaml', '--env', 'setup.env'];

/** In an order in which each finds what it needs. */
export const rehearsed: readonly Rehearsal[] = [
  { text: 'preenroll config check preenroll.yaml', says: /can be used/ },
  { text: 'preenroll config schema', says: /"mfa-verified"/ },

  {
    text: 'preenroll setup --hook-url https://your-tunnel.trycloudflare.com/okta/event-hook --sign-on-rule --client-id 0oa… --key-file ~/.config/preenroll/okta-key.json',
    ...{ more: [...setupFiles, '--yes'], says: /Done/ },
  },

  ...[
    'preenroll setup',
    'preenroll setup --hook-url https://hooks.example.com/okta/event-hook --dry-run',
    'preenroll setup --hook-url https://hooks.example.com/okta/event-hook --sign-on-rule',
  ].map((text) => ({ text, more: [...setupFiles, '--yes'], says: /nothing/i })),
  { text: 'preenroll doctor', exit: 1, says: /configuration-valid/ },
  {
    text: 'node --env-file=.env bin/preenroll.js doctor',
    ...{ more: ['--only', 'engine'], says: /Identity Engine/ },
  },
  {
    text: 'preenroll doctor --only event-hook-active event-hook-answers',
    says: /event-hook-answers/,
  },
  { text: 'preenroll doctor --hires-per-day 200 --strict', exit: 1, says: /limit/ },
  {
    text: 'preenroll doctor --test-mail you@example.com',
    ...{ more: ['--only', 'engine'], says: /mail/ },
  },
  { text: 'preenroll doctor -o json', exit: 1, says: /"configuration-valid"/ },
  { text: 'temporal workflow list --query WorkflowType="checkDrift"' },

  { text: 'preenroll list', says: /3 need attention/ },
  { text: 'preenroll list --stage needs-attention', says: /phone-missing/ },
  { text: 'preenroll list --stage awaiting-activation --waiting-longer-than 5d -o jsonl' },
  { text: 'preenroll show ann@example.com', who: 'waiting', says: /awaiting-activation/ },
  { text: 'preenroll show 00u…', who: 'phoneless', says: /phone-missing/ },
  { text: 'preenroll resume 00u… --reason corrected in HR', who: 'phoneless', says: /done/ },
  {
    text: 'preenroll resume 00u… --accept --reason brothers share a phone',
    ...{ who: 'twin', says: /gone on/ },
  },
  { text: `preenroll ${telephony} --reason provider is back --yes`, says: /finds no running hire/ },
  {
    text: 'preenroll resend 00u… --reason mail was lost',
    who: 'waiting',
    exit: 1,
    says: /too-soon/,
  },
  {
    text: 'preenroll correct-phone 00u… --number-from-stdin --reason told in person',
    ...{ who: 'phoneless', input: '+1 415 300 0099\n', says: /done/ },
  },
  { text: 'preenroll undo 00u… --reason withdrawn', who: 'withdrawn', says: /done/ },
  { text: 'preenroll cancel 00u… --reason done by hand', who: 'by-hand', says: /sent/ },
  {
    text: 'preenroll start ann@example.com --reason rehired --again',
    who: 'by-hand',
    says: /started/,
  },
  { text: 'preenroll freeze --reason wrong import', says: /Everything is frozen/ },
  { text: 'preenroll unfreeze --reason the import is undone', says: /The freeze ends/ },

  { text: 'preenroll replay --file deliveries.json --dry-run', says: /auth_via_mfa/ },
  { text: 'preenroll event-card --file delivery.json', says: /Okta User/ },

  { text: 'preenroll backfill --search status eq "STAGED" --dry-run' },
  { text: 'preenroll backfill --search status eq "STAGED" --reason July' },
  { text: "preenroll backfill --csv hires.csv --at 2026-12-01 --reason December's starters" },
  {
    text: 'preenroll backfill --csv july.csv --name july --days-before 3 --reason the cohort of July',
  },
  { text: 'preenroll backfill --watch NAME' },
  { text: 'preenroll backfill --results NAME -o csv', says: /^line,/ },
  { text: 'preenroll backfill --results july -o csv', says: /^line,/ },
  { text: 'preenroll readiness --from 2026-12-01 --to 2026-12-05' },
  { text: 'preenroll readiness --from 2026-07-01 --to 2026-07-31' },

  { text: 'preenroll backfill --group 00g… --dry-run', says: /has-a-run/ },
  {
    text: 'preenroll backfill --group 00g… --name from-the-template --reason moved over from the template',
  },
  { text: 'preenroll list --reason group-a-not-ours', says: /group-a-not-ours/ },
  { text: `preenroll ${fromTheTemplate} --reason put there by the template --yes`, says: /1 done/ },

  {
    text: 'preenroll factor enroll 00u… sms --reason has a new phone',
    ...{ who: 'done', more: ['--detach'], says: /started/ },
  },
  { text: 'preenroll factor show 00u… sms', who: 'done', says: /awaiting-code/, awaited: true },
  { text: 'preenroll factor resend 00u… sms', who: 'done', exit: 1, says: /sent not long ago/ },
  { text: 'preenroll factor cancel 00u… sms --reason wrong person', who: 'done' },
  {
    text: `temporal workflow start --type enrollAndActivateFactor --task-queue preenroll ${factorRun} --input ${smsInput}`,
    ...{ who: 'done', says: /factor:00u/ },
  },
  { text: `temporal workflow query ${factorRun} --type status`, who: 'done', says: /stage/ },
  {
    text: `temporal workflow update execute ${factorRun} --name resend`,
    ...{ who: 'done', exit: 1, says: /sent not long ago/ },
  },
  {
    text: `temporal workflow update execute ${factorRun} --name submitPassCode --input {"passCode":"123456"}`,
    ...{ who: 'done', exit: 1, says: /code/ },
  },
  {
    text: 'preenroll factor submit 00u… sms',
    ...{ who: 'done', more: ['--pass-code-from-stdin'], input: '000000\n', exit: 1 },
  },
  {
    text: `temporal workflow update execute ${factorRun} --name cancel --input {"operator":"ann","reason":"wrong person"}`,
    who: 'done',
  },
  {
    text: 'preenroll factor enroll 00u… token:software:totp:GOOGLE --qr --reason no phone',
    ...{ who: 'done', more: ['--detach'], says: /started/ },
  },
  {
    text: 'preenroll factor enroll --inputs inputs.json --reason … -o json',
    ...{ more: ['--detach'], says: /"factor": "email/ },
  },

  {
    text: 'curl -s localhost:4000/api/v1/policies?type=MFA_ENROLL -H Authorization: SSWS secret',
    says: /"SMS only"/,
  },
  { text: 'curl -s localhost:4000/_emulator/state', says: /ann@example\.com/ },

  {
    text: `temporal workflow signal --workflow-id pre-enroll:00u… --name activated --input ${signal}`,
    who: 'waiting',
  },

  { text: 'DATABASE_URL= preenroll migrate --grant-to preenroll_worker' },
  { text: 'preenroll audit --user ann@example.com', who: 'waiting', says: /enrollSms/ },
  { text: 'preenroll audit --user 00u…', who: 'waiting', says: /enrollSms/ },
  { text: 'preenroll audit --phone-from-stdin', input: '+1 415 300 0099\n', says: /enrollSms/ },
  { text: 'preenroll audit --from 2026-11-01 --to 2026-12-01 -o csv', says: /^at,/ },
  { text: 'preenroll audit --actor operator -o jsonl', says: /told in person/ },
  { text: 'preenroll audit report', says: /sms/ },
  { text: 'preenroll audit report --from 2026-11-01 -o csv', says: /sms/ },
  { text: 'preenroll audit verify' },
  { text: 'preenroll recover --dry-run', says: /left alone: has-a-run[^]*Nothing was started/ },
  {
    text: 'preenroll recover --reason the disk of the database broke',
    says: /left alone: has-a-run/,
  },
  { text: 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out okta-key.pem' },
  { text: 'openssl pkey -in okta-key.pem -pubout', says: /PUBLIC KEY/ },
  { text: 'openssl genpkey -algorithm ed25519 -out audit-key.pem' },
  { text: 'openssl pkey -in audit-key.pem -pubout', says: /PUBLIC KEY/ },
  { text: 'preenroll audit pack --from 2026-11-01 --to 2026-12-01 --directory november' },
  {
    text: 'preenroll audit pack --from 2026-11-01 --to 2026-12-01 --directory november --key audit-key.pem',
  },
  {
    text: 'openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig',
    says: /Verified Successfully/,
  },
  { text: 'sha256sum -c SHA256SUMS', says: /records\.jsonl: OK/ },
  { text: 'preenroll erase 00u… --reason asked for it', who: 'withdrawn', more: ['--yes'] },
];
