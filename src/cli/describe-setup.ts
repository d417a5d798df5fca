import type { Removal } from '../setup/remove-setup.js';
import type { SetupOutcome } from '../setup/run-setup.js';
import type { Gap, Plan, Step } from '../setup/step.js';

/** The plan as a difference of the org: - is, + will be. */
export function describePlan({ steps }: Plan): string[] {
  if (steps.length === 0) return ['There is nothing to do.'];
  return steps.flatMap((step) => [
    step.title,
    ...difference(step).map((line) => `  ${line}`),
    `  undo: ${step.undo}`,
  ]);
}

export function difference({ is, willBe }: Pick<Step, 'is' | 'willBe'>): string[] {
  const before = new Set(is);
  const after = new Set(willBe);
  return [
    ...is.filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...willBe.map((line) => `${before.has(line) ? ' ' : '+'} ${line}`),
  ];
}

/** What a person has to do, with the way through the menus of the Admin Console. */
export function describeGaps(gaps: readonly Gap[]): string[] {
  return gaps.flatMap(({ title, why, byHand }, index) => [
    `${index + 1}. ${title}`,
    `   why:   ${why}`,
    ...(byHand.where === '' ? [] : [`   where: ${byHand.where}`]),
    ...byHand.values.map((value) => `          ${value}`),
  ]);
}

export function describeRemovals(removals: readonly Removal[]): string[] {
  return removals.map(({ title, obstacle }) =>
    obstacle === undefined ? title : `${title}: stays, for ${obstacle}`,
  );
}

/** Without secrets: what is sent by the event hook is not part of it. */
export function toSetupJson({ plan, ...outcome }: SetupOutcome) {
  const steps = plan.steps.map(({ key, title, is, willBe, undo }) => ({
    ...{ key, title, is, willBe, undo },
  }));
  return { ...outcome, plan: steps };
}
