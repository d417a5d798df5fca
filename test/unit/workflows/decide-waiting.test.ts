import assert from 'node:assert/strict';
import type { WaitAction, WaitPlan } from '../../../src/contract/waiting.js';
import { dueActions, nameOfAction, nextAction } from '../../../src/workflows/decide-waiting.js';

const at = (day: number) => new Date(Date.UTC(2026, 0, day, 9));
const action = (day: number, act: WaitAction['act'], number = 1): WaitAction => ({
  ...{ at: at(day).toISOString(), act, number },
});
const plan: WaitPlan = {
  actions: [
    action(2, 'remind', 1),
    action(4, 'remind', 2),
    action(5, 'escalate-to-manager'),
    action(9, 'renew-link', 3),
    action(10, 'escalate-to-operators'),
    action(20, 'expire'),
  ],
};
const nothingDone: (name: string) => boolean = () => false;
const done =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

/** What goes out on a day. */
const due = (day: number, isDone = nothingDone) =>
  dueActions(plan, at(day), isDone)
    .filter(({ superseded }) => !superseded)
    .map(({ action: { act, number } }) => `${act} ${number}`);

describe('what is due while a run waits', () => {
  it('is nothing before its time, and something at it', () => {
    assert.deepEqual(dueActions(plan, new Date(at(2).getTime() - 1), nothingDone), []);
    assert.deepEqual(due(2), ['remind 1']);
  });

  it('is nothing that is done', () => {
    assert.deepEqual(due(3, done(nameOfAction(action(2, 'remind', 1)))), []);
  });

  it('is of several mails to the person only the latest; the others are superseded', () => {
    assert.deepEqual(due(4), ['remind 2']);
    assert.deepEqual(due(9), ['escalate-to-manager 1', 'renew-link 3']);
    assert.deepEqual(
      dueActions(plan, at(9), nothingDone).map(({ superseded }) => superseded),
      [true, true, false, false],
    );
  });

  it('is everything that goes to others, however much of it', () => {
    assert.deepEqual(due(10), ['escalate-to-manager 1', 'renew-link 3', 'escalate-to-operators 1']);
  });

  it('is the expiry alone when that has come', () => {
    assert.deepEqual(due(20), ['expire 1']);
    assert.deepEqual(due(30), ['expire 1']);
  });
});

describe('what comes next', () => {
  it('is the first that is not done', () => {
    assert.deepEqual(nextAction(plan, nothingDone), plan.actions[0]);
    const names = plan.actions.map(nameOfAction);
    assert.deepEqual(nextAction(plan, done(...names.slice(0, 3))), plan.actions[3]);
    assert.equal(nextAction(plan, done(...names)), undefined);
    assert.equal(nextAction({ actions: [] }, nothingDone), undefined);
  });

  it('has the name under which runs have stored it', () => {
    assert.deepEqual(plan.actions.map(nameOfAction), [
      'sent mail 1 with a new activation link',
      'sent mail 2 with a new activation link',
      'told the manager',
      'sent mail 3 with a new activation link',
      'told the operators',
      'expired',
    ]);
  });

  it('has a name of its own each, and a mail the same name whatever made it due', () => {
    const names = plan.actions.map(nameOfAction);
    assert.equal(new Set(names).size, names.length);
    assert.equal(nameOfAction(action(1, 'remind', 3)), nameOfAction(action(1, 'renew-link', 3)));
  });
});
