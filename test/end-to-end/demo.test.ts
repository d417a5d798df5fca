import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { FromEmpty } from '../../demo/from-empty/from-empty.js';
import { executables, useBuiltCode } from './support/built-code.js';
import { isListening } from './support/is-listening.js';
import { areGone, processTree } from './support/process-tree.js';
import { useProcesses } from './support/processes.js';
import type { RunningProcess } from './support/running-process.js';
import { until } from './support/until.js';

describe('the demo', function () {
  this.timeout('3m');
  useBuiltCode();
  const start = useProcesses();
  const squatters: Server[] = [];

  // Off its usual ports, which others may take at any time, it can be seen that the demo lets go of them.
  before(async () => {
    for (const usualPort of [1025, 3000, 4000, 7233, 8233]) {
      const squatter = createServer().listen(usualPort, '127.0.0.1');
      // If somebody else has it, so much the better.
      await once(squatter, 'listening').catch(() => undefined);
      squatters.push(squatter);
    }
  });
  after(() => {
    for (const squatter of squatters) squatter.close();
  });

  it('takes 20 hires through, and says so on the last line', async () => {
    const arguments_ = ['--users', '20', '--exit', '--json'];
    const demo = start({ name: 'demo', run: ['npm', 'run', 'demo', '--', ...arguments_] });

    assert.equal(await demo.ended, 0);
    const lastLine = demo.standardOutput().trimEnd().split('\n').at(-1) ?? '';
    const { seconds, ...counts } = JSON.parse(lastLine) as Record<string, number>;
    assert.deepEqual(counts, { users: 20, completed: 20, failed: 0 });
    assert.ok(Number(seconds) > 0);
  });

  it('takes a hire through with every payload encrypted', async () => {
    const arguments_ = ['--users', '1', '--exit', '--json', '--encrypted'];
    const demo = start({ name: 'demo', run: ['npm', 'run', 'demo', '--', ...arguments_] });

    assert.equal(await demo.ended, 0);
    assert.match(demo.standardOutput(), /"users":1,"completed":1,"failed":0/);
  });

  it('takes an empty org of each engine to its first hires, and names each prerequisite that is broken', async () => {
    const arguments_ = ['--from-empty', '--exit', '--json'];
    const demo = start({ name: 'demo', run: ['npm', 'run', 'demo', '--', ...arguments_] });

    const code = await demo.ended;
    const lastLine = demo.standardOutput().trimEnd().split('\n').at(-1) ?? '';
    const { isWell, engines } = JSON.parse(lastLine) as FromEmpty;
    for (const { engine, setup, doctor, hires, broken } of engines) {
      assert.ok(setup.steps > 10 && setup.again === 0, engine);
      assert.equal(doctor['failure'], undefined, engine);
      assert.equal(hires.completed, 5, engine);
      const unseen = broken.filter(({ isNamed, isRepaired }) => !isNamed || !isRepaired);
      assert.deepEqual(unseen, [], engine);
      assert.ok(broken.length >= 25, engine);
    }
    assert.deepEqual([engines.length, isWell, code], [2, true, 0]);
  });

  async function startHosting(): Promise<RunningProcess> {
    const demo = start({ name: 'demo', run: ['node', executables.preenroll, 'demo'] });
    await demo.saw(/awaiting-activation/);
    return demo;
  }

  async function assertNothingIsLeft(demo: RunningProcess, tree: readonly number[]): Promise<void> {
    await until('all its processes are gone', () => areGone(tree));
    const ports = Array.from(
      demo.output().matchAll(/http:\/\/127\.0\.0\.1:(\d+)/g),
      ([, port]) => port,
    );
    assert.ok(ports.length >= 5, 'the demo tells its URLs');
    for (const port of new Set(ports)) {
      await until(
        `nobody listens on ${String(port)}`,
        async () => !(await isListening(Number(port))),
      );
    }
  }

  it('leaves nothing behind after Ctrl-C in the middle of a hire', async () => {
    const demo = await startHosting();
    const tree = await processTree(demo.pid);
    assert.ok(tree.length > 1, 'the Temporal server is a process of its own');

    demo.signal('SIGINT', 'group');

    assert.equal(await demo.ended, 0);
    await assertNothingIsLeft(demo, tree);
  });

  it('leaves nothing behind when it is killed in the middle of a hire', async () => {
    const demo = await startHosting();
    const tree = await processTree(demo.pid);

    await demo.end('SIGKILL');

    await assertNothingIsLeft(demo, tree);
  });
});
