import type { Answers } from './attack/target.js';
import type { Facts } from './facts.js';
import { judgeProof } from './judge-proof.js';

const sum = (answers: Answers) => Object.values(answers).reduce((all, one) => all + one, 0);

/** What the last line says, and what of it does not hold. */
export function reportOf(facts: Facts) {
  const { claims, failed } = judgeProof(facts);
  const { user, tls, attack, runs, audit } = facts;
  const { flood, slowloris, replay, guess } = attack;
  const refused = ({ answers }: { answers: Answers }) => answers[401] ?? 0;
  return {
    ...{ hires: facts.hires, completed: facts.completed },
    ...{ encrypted: claims['encrypted'], encryptedPayloads: facts.payloads.encrypted },
    tls: {
      ...tls.plainTextRefused,
      strangersRefused: tls.strangersRefused,
      elsewhere: tls.elsewhere,
    },
    ...{ dpop: claims['dpop'], dpopRequests: facts.okta.requests['DPoP'] ?? 0 },
    ...{ uid: user.uid, readOnly: claims['readOnly'] },
    hooks: facts.hooks,
    attacker: {
      flood: {
        sent: sum(flood.answers),
        whileHiring: flood.whileHiring,
        refused: refused(flood),
        cut: flood.answers['cut'] ?? 0,
      },
      slowloris,
      replay: { captured: replay.captured, sent: sum(replay.answers), answers: replay.answers },
      guess: {
        different: guess.different,
        refused: refused(guess),
        cut: guess.answers['cut'] ?? 0,
      },
    },
    ...{ runsByAttacker: runs.ofNobody.length, duplicates: runs.duplicates + runs.extraMails },
    ...{ leaks: facts.leaks.histories + facts.leaks.logs, audited: audit?.users ?? null },
    ...{ gatewayMegabytes: facts.gatewayMegabytes, failed },
  };
}
