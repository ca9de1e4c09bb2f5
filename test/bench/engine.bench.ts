/** How long the main process is held up while posts are noticed, planned and published; the bare limit is an idle process. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { approveAndGo, linkPair, newCrosspost, startEngineWorld } from '../helpers/engine-world.ts';

const posts = 12;

async function longestDelayMs(
  work: () => Promise<void>,
): Promise<{ readonly longest: number; readonly usual: number; readonly ms: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const startedAt = performance.now();
  delay.enable();
  await work();
  delay.disable();
  return { longest: delay.max / 1e6, usual: delay.percentile(99) / 1e6, ms: performance.now() - startedAt };
}

const world = await startEngineWorld();
const { source } = await linkPair(world, 'instagram', 'bluesky');
await approveAndGo(world, await newCrosspost(world, source));

const busy = await longestDelayMs(async () => {
  for (let post = 0; post < posts; post += 1) await approveAndGo(world, await newCrosspost(world, source));
});
const idle = await longestDelayMs(() => new Promise((resolve) => setTimeout(resolve, busy.ms)));
await world.stop();

const row = (name: string, { longest, usual }: typeof busy): string =>
  `${name}: longest ${longest.toFixed(1)} ms, 99 % under ${usual.toFixed(1)} ms`;
console.log(
  `${posts} posts with two pictures each, Instagram to Bluesky, servers in the same process, ${(busy.ms / posts).toFixed(0)} ms a post`,
);
console.log(row('event loop held up, working', busy));
console.log(row('event loop held up, idle   ', idle));
console.log(`ratio of the longest: ${(busy.longest / idle.longest).toFixed(1)}`);
