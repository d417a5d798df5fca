import { invalid } from '../errors.js';
import type { FactorKind } from './factor-kind.js';

/** Some of the questions that Okta knows, with their texts. */
const questions: Readonly<Record<string, string>> = {
  disliked_food: 'What is the food you least liked as a child?',
  name_of_first_plush_toy: 'What is the name of your first stuffed animal?',
  first_award: 'What did you earn your first medal or award for?',
  favorite_art_piece: 'What is your favorite piece of art?',
};

/** A security question: ACTIVE at once. The answer is never answered, and nobody is asked here, so it is not kept. */
export const question: FactorKind = {
  factorType: 'question',
  provider: 'OKTA',
  ids: { pending: 'ufs' },
  loggedAs: { classic: ['SECURITY_QUESTION'], idx: ['SECURITY_QUESTION'] },
  authenticator: 'Security Question',
  activeAtOnce: 'always',
  profileOf(_context, { profile: { question: key = '', answer = '' } }) {
    const questionText = questions[key];
    if (questionText === undefined) throw invalid('question', 'question: is not a known question.');
    if (answer.length < 4) throw invalid('answer', 'answer: must have at least four characters.');
    return { question: key, questionText };
  },
};
