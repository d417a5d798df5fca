import assert from 'node:assert/strict';
import type { Goal } from '../../../bench/goal.js';
import { printFigure, report } from '../../../bench/report.js';
import { createSamples } from '../../../bench/samples.js';
import { captureOutput } from '../cli/capture-output.js';

const goal: Goal = {
  name: 'a goal',
  figure: 'ours',
  unit: 'hires/s',
  floor: 'bare',
  ratio: { atLeast: 1 },
};

async function linesOf(print: () => void) {
  const { stdout, exitCode } = await captureOutput(() => {
    print();
    return Promise.resolve();
  });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { lines, exitCode };
}

function measured() {
  const samples = createSamples();
  for (const value of [2, 8]) samples.add('ours', value, 'hires/s');
  for (const value of [4, 8]) samples.add('bare', value, 'hires/s');
  samples.add('alone', 1.23456, 'ms');
  return samples;
}

describe('a figure of a benchmark', () => {
  it('has a floor and a ratio in every line, null where there is nothing to compare with', async () => {
    const { lines } = await linesOf(() => {
      printFigure('pacing', { figure: 'alone', value: 1.23456, unit: 'ms', bucket: 'users' });
    });
    assert.deepEqual(lines, [
      {
        ...{ bench: 'pacing', figure: 'alone', value: 1.23, unit: 'ms', floor: null, ratio: null },
        bucket: 'users',
      },
    ]);
  });

  it('stands beside the floor of its goal, or the floor that is named for it', async () => {
    const { lines } = await linesOf(() => {
      const samples = measured();
      report({ bench: 'b', samples, goals: [goal], floors: { alone: 2 }, check: false });
    });
    const [ours, bare, alone, verdict] = lines;
    assert.deepEqual({ floor: ours?.['floor'], ratio: ours?.['ratio'] }, { floor: 6, ratio: 0.75 });
    assert.deepEqual(
      { floor: bare?.['floor'], ratio: bare?.['ratio'] },
      { floor: null, ratio: null },
    );
    assert.equal(alone?.['ratio'], 0.617);
    assert.deepEqual(verdict, {
      ...{ bench: 'b', figure: 'a goal', value: 5, unit: 'hires/s', floor: 6, ratio: 0.75 },
      ...{ goal: '>= 1', met: false },
    });
  });

  it('fails the process for a missed goal only if it is to be checked', async () => {
    const exitCodeOf = async (check: boolean, atLeast: number) => {
      const goals = [{ ...goal, ratio: { atLeast } }];
      const samples = measured();
      const { exitCode } = await linesOf(() => {
        report({ bench: 'b', samples, goals, check });
      });
      return exitCode;
    };
    assert.equal(await exitCodeOf(true, 1), 1);
    assert.equal(await exitCodeOf(true, 0.5), undefined);
    assert.equal(await exitCodeOf(false, 1), undefined);
  });
});
