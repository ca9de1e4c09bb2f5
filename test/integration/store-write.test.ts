import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CrosspostId } from '../../contract/model.ts';
import type { AttemptState } from '../../main/core/ports/records.ts';
import type { Store, Writer } from '../../main/core/ports/store.ts';
import { addKnownPost, addSmallWorld, content, newCrosspost, someHash, sourcePost } from '../helpers/store-rows.ts';
import { openTestStore, rowCounts, storePlace } from '../helpers/store.ts';

function addWaiting(write: Writer): CrosspostId {
  const world = addSmallWorld(write);
  const postId = addKnownPost(write, world.source, sourcePost(1));
  const id = write.addCrosspost(newCrosspost({ postId, routeId: world.toFirst, accountId: world.first }));
  if (id === null) throw new Error('The crosspost is there already');
  return id;
}

describe('a write', () => {
  test('answers what its body answers, and the body reads its own changes', () => {
    const { store } = openTestStore();
    const seen = store.write((write) => {
      write.setSetting('paused_until', 5);
      return [write.setting('paused_until'), store.read.setting('paused_until')];
    });
    expect(seen).toEqual([5, 5]);
  });

  test('that throws in the middle changes nothing, the ledger included', () => {
    const opened = openTestStore();
    const { store } = opened;
    store.write(addSmallWorld);
    const before = rowCounts(opened);
    const interrupted = () =>
      store.write((write) => {
        addKnownPost(write, addSmallWorld(write).source, sourcePost(1));
        write.setSetting('paused_until', 5);
        write.appendLedger({ at: 1, action: 'paused', facts: {} });
        throw new Error('in the middle');
      });
    expect(interrupted).toThrow('UNIQUE');
    expect(() =>
      store.write((write) => {
        write.appendLedger({ at: 1, action: 'paused', facts: {} });
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(rowCounts(opened)).toEqual(before);
    store.write((write) => write.setSetting('paused_until', 6));
    expect(store.read.setting('paused_until')).toBe(6);
  });

  test('refuses a body that is async, and undoes what it did before its first pause', async () => {
    const { store } = openTestStore();
    const late: unknown[] = [];
    const begun = () =>
      store.write(async (write) => {
        write.setSetting('paused_until', 5);
        await Promise.resolve();
        try {
          write.setSetting('paused_until', 6);
        } catch (error) {
          late.push(error);
        }
      });
    expect(begun).toThrow('promise');
    await expect.poll(() => late).toEqual([new Error('A write after its transaction has ended')]);
    expect(store.read.setting('paused_until')).toBeNull();
  });

  test('refuses another write within', () => {
    const { store } = openTestStore();
    const nested = () => store.write(() => store.write((write) => write.setSetting('paused_until', 5)));
    expect(nested).toThrow('A write within a write');
    expect(store.read.setting('paused_until')).toBeNull();
  });

  test('that was committed outlives a kill, and one in the middle leaves nothing', async () => {
    const place = storePlace();
    const script = path.resolve(import.meta.dirname, '../fixtures/store-writer.ts');
    const child = spawn(process.execPath, [script, place.file, place.backupFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('in the middle\n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { store } = openTestStore({}, place);
    expect(store.read.attemptsInState('sending', 9).map(({ step }) => step)).toEqual(['picture-1']);
    expect(store.read.setting('paused_until')).toBeNull();
  });

  test('that is slow is logged by the name of its query', () => {
    let now = 0;
    const { store, warnings } = openTestStore({ now: () => (now += 41) });
    store.read.counts();
    store.write((write) => write.setSetting('paused_until', 5));
    expect(warnings).toEqual([
      ['slow query', { query: 'counts', ms: 41 }],
      ['slow query', { query: 'setSetting', ms: 41 }],
    ]);
  });

  test('that takes 40 ms is not slow', () => {
    let now = 0;
    const { store, warnings } = openTestStore({ now: () => (now += 40) });
    store.read.counts();
    expect(warnings).toEqual([]);
  });
});

describe('an approval', () => {
  const yes = { approvedAt: 5, approvedBy: 'person', scheduledAt: null } as const;
  const approval = { contentHash: someHash(1), content: content('Sunset'), ...yes };

  test('is one for a crosspost, until it is voided', () => {
    const { store } = openTestStore();
    const id = store.write(addWaiting);
    expect(store.read.approval(id)).toBeNull();
    const first = { ...approval, crosspostId: id };
    store.write((write) => write.addApproval(first));
    expect(store.read.approval(id)).toEqual(first);
    const second = { ...first, contentHash: someHash(2) };
    expect(() => store.write((write) => write.addApproval(second))).toThrow('UNIQUE');
    store.write((write) => write.voidApproval(id, 'undone', 6));
    expect(store.read.approval(id)).toBeNull();
    store.write((write) => write.addApproval(second));
    expect(store.read.approval(id)).toEqual(second);
  });

  test('that is voided stays as history and cannot be brought back or rewritten', () => {
    const { store, connection } = openTestStore();
    const id = store.write(addWaiting);
    store.write((write) => write.addApproval({ ...approval, crosspostId: id }));
    const refused = 'an approval can only be voided, once';
    expect(() => connection.exec(`UPDATE approval SET content_hash = '${someHash(3)}', voided_at = 1`)).toThrow(
      refused,
    );
    store.write((write) => write.voidApproval(id, 'undone', 6));
    store.write((write) => write.voidApproval(id, 'undone', 7));
    expect(connection.prepare('SELECT voided_at FROM approval').pluck().all()).toEqual([6]);
    expect(() => connection.exec('UPDATE approval SET voided_at = NULL')).toThrow(refused);
  });
});

describe('an attempt', () => {
  const start = (store: Store, crosspostId: CrosspostId, step = 'post') =>
    store.write((write) => write.startAttempt({ crosspostId, step, safety: 'find', fingerprint: someHash(4), at: 10 }));
  const end = (store: Store, id: ReturnType<typeof start>, state: Exclude<AttemptState, 'sending'>) =>
    store.write((write) =>
      write.endAttempt(id, { state, result: { uri: 'at://x' }, problem: { code: 'timeout' }, at: 20 }),
    );

  test('is committed before the call, and takes its outcome after it', () => {
    const { store } = openTestStore();
    const crosspostId = store.write(addWaiting);
    const id = start(store, crosspostId);
    const sending = { id, crosspostId, step: 'post', safety: 'find', fingerprint: someHash(4), startedAt: 10 };
    expect(store.read.attempts(crosspostId)).toEqual([
      { ...sending, state: 'sending', endedAt: null, result: null, problem: null },
    ]);
    end(store, id, 'unknown');
    const unknown = {
      ...sending,
      state: 'unknown',
      endedAt: 20,
      result: { uri: 'at://x' },
      problem: { code: 'timeout' },
    };
    expect(store.read.attempts(crosspostId)).toEqual([unknown]);
    expect(store.read.attemptsInState('unknown', 9)).toEqual([unknown]);
    expect(store.read.attemptsInState('sending', 9)).toEqual([]);
  });

  test.each(['sending', 'accepted', 'unknown'] as const)('that is %s fences the step', (state) => {
    const { store } = openTestStore();
    const crosspostId = store.write(addWaiting);
    const id = start(store, crosspostId);
    if (state !== 'sending') end(store, id, state);
    expect(() => start(store, crosspostId)).toThrow('UNIQUE constraint failed: attempt.crosspost_id, attempt.step');
    expect(start(store, crosspostId, 'picture-1')).not.toBe(id);
  });

  test.each(['refused', 'absent'] as const)('that is %s leaves the step free', (state) => {
    const { store } = openTestStore();
    const crosspostId = store.write(addWaiting);
    end(store, start(store, crosspostId), state);
    start(store, crosspostId);
    expect(store.read.attempts(crosspostId).map((attempt) => attempt.state)).toEqual([state, 'sending']);
  });

  test.each(['accepted', 'refused', 'absent'] as const)('that is %s has its outcome for good', (state) => {
    const { store } = openTestStore();
    const id = start(store, store.write(addWaiting));
    end(store, id, 'unknown');
    end(store, id, state);
    expect(() => end(store, id, 'refused')).toThrow('has ended already');
    expect(store.read.attemptsInState(state, 9)).toHaveLength(1);
  });
});
