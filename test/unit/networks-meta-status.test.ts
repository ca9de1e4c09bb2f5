/** Waiting for a container: patient, but not for ever. */
import { afterEach, describe, expect, it } from 'vitest';
import { memoryBook } from '../../main/networks/http/memory-book.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { realWait } from '../../main/networks/wait.ts';
import { dialect } from '../../main/networks/threads/dialect.ts';
import { sessionWith } from '../../main/networks/meta/session.ts';
import { looksAfterMs, settledState, stateOf } from '../../main/networks/meta/status.ts';
import { silentLog } from '../helpers/edges.ts';
import { client, failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';

const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

async function asking(respond: Respond) {
  const graph = await startLoopback(respond);
  opened.push(graph);
  const { http, clock } = client();
  const addresses = { ...defaultAddresses, threads: { www: graph.url, graph: graph.url } };
  const context = { http, log: silentLog, now: () => clock.now, wait: realWait, addresses, budgets: memoryBook() };
  const { signal } = new AbortController();
  const session = sessionWith(dialect, { accessToken: 't', account: '1', signal }, context);
  const call = { publishing: dialect.publishing, session, context };
  return { graph, call, signal, clock, container: { id: '5', madeAt: clock.now } };
}
const status =
  (...words: readonly string[]): Respond =>
  (_, response, count) =>
    answerJson(response, { id: '5', status: words[Math.min(count, words.length - 1)] });

describe('a container', () => {
  it('is waited for until it is ready', async () => {
    const { call, signal, container, graph } = await asking(status('IN_PROGRESS', 'SOMETHING_NEW', 'FINISHED'));
    expect(await settledState(container, call, signal, [0, 1, 1, 1])).toEqual({ kind: 'finished' });
    expect(graph.asked).toHaveLength(3);
  });

  it('is put off when it takes too long', async () => {
    const { call, signal, container, clock, graph } = await asking(status('IN_PROGRESS'));
    const { problem } = await failureOf(settledState(container, call, signal, [0, 1, 1]));
    expect(problem).toEqual({ code: 'not_ready', until: clock.now + 60_000 });
    expect(graph.asked).toHaveLength(3);
  });

  it('is asked for at once and then ever less often, for about five minutes', () => {
    expect(looksAfterMs[0]).toBe(0);
    expect(looksAfterMs).toEqual(looksAfterMs.toSorted((a, b) => a - b));
    const wholeMs = looksAfterMs.reduce((sum, ms) => sum + ms, 0);
    expect(wholeMs).toBeGreaterThan(4 * 60_000);
    expect(wholeMs).toBeLessThanOrEqual(5.5 * 60_000);
  });

  it('that is not known yet is waited for, and one that is not known any more is gone', async () => {
    const unknown: Respond = (_, response) =>
      answerJson(response, { error: { code: 24, error_subcode: 2207008, message: 'Not found' } }, 400);
    const { call, container, clock } = await asking(unknown);
    expect(await stateOf(container, call)).toEqual({ kind: 'in_progress' });
    clock.now += 120_000;
    expect(await stateOf(container, call)).toEqual({ kind: 'gone' });
  });

  it.each([
    ['PUBLISHED', { kind: 'published' }],
    ['EXPIRED', { kind: 'expired' }],
    ['ERROR', { kind: 'failed', problem: { code: 'transient' } }],
  ])('says %s', async (word, state) => {
    const { call, container } = await asking(status(word));
    expect(await stateOf(container, call)).toEqual(state);
  });
});
