import type { Answers } from './attack/target.js';
import type { Facts } from './facts.js';

/** After which Okta hangs up. */
const oktaHangsUpMs = 3_000;
/** A gateway takes 150 MB when it has nothing to do. */
const mostMegabytes = 512;
const longestStallMs = 10_000;

const sum = (answers: Answers) => Object.values(answers).reduce((all, one) => all + one, 0);
/** All but those that are expected, or were cut off before there was an answer. */
const othersThan = (answers: Answers, ...expected: number[]) =>
  Object.entries(answers).some(
    ([status]) => status !== 'cut' && !expected.includes(Number(status)),
  );

/** Every claim, by a name that tells which one does not hold. Pure. */
export function judgeProof(facts: Facts): { failed: string[]; claims: Record<string, boolean> } {
  const { user, installation, payloads, leaks, tls, okta, hooks, attack, runs, audit } = facts;
  const { flood, slowloris, replay, guess } = attack;
  // A mail is over before one looks; that it arrived at a door without plain text, says enough.
  const seldomSeen = new Set(['mail']);
  const claims = {
    completed: facts.completed === facts.hires,
    unprivileged:
      user.uid !== 0 &&
      user.processes.length === 3 &&
      user.processes.every(
        ({ uids, capabilities }) =>
          uids.every((uid) => uid === user.uid) && capabilities.every((set) => /^0+$/.test(set)),
      ),
    readOnly: installation.writable === 0 && !installation.isChanged,
    encrypted:
      payloads.encrypted > facts.hires && payloads.readable.length === 0 && leaks.histories === 0,
    quietLogs: leaks.logs === 0,
    tls:
      Object.values(tls.plainTextRefused).every(Boolean) &&
      tls.strangersRefused &&
      Object.keys(tls.plainTextRefused).every(
        (door) => seldomSeen.has(door) || tls.spokenTo.some((spoken) => spoken === door),
      ) &&
      tls.elsewhere.length === 0,
    dpop:
      Number(okta.changes['DPoP']) > facts.hires &&
      Object.keys(okta.changes).length === 1 &&
      okta.requests['Bearer'] === undefined &&
      okta.tokensWithoutProofRefused,
    hooksAnswered:
      hooks.deliveries > 0 && hooks.unanswered === 0 && hooks.slowestMs < oktaHangsUpMs,
    flood:
      sum(flood.answers) >= 1_000 &&
      flood.whileHiring > 0 &&
      Number(flood.answers[401]) > 0 &&
      !othersThan(flood.answers, 401),
    slowloris:
      slowloris.opened >= 400 &&
      slowloris.closedByGateway === slowloris.opened &&
      slowloris.longestMs < longestStallMs,
    // 503: put off, as whoever delivers too much at a time.
    replay:
      replay.captured > 0 && replay.leastOften >= 110 && !othersThan(replay.answers, 204, 503),
    guess:
      guess.different >= 2_000 && Number(guess.answers[401]) > 0 && !othersThan(guess.answers, 401),
    noRunsByAttacker: runs.ofNobody.length === 0,
    noDuplicates: runs.duplicates === 0 && runs.extraMails === 0,
    audited: audit === undefined || audit.users === facts.hires,
    boundedMemory: facts.gatewayMegabytes < mostMegabytes,
  };
  const failed = Object.entries(claims).flatMap(([name, holds]) => (holds ? [] : [name]));
  return { claims, failed };
}
