import { describe, expect, it } from 'vitest';
import { callNames, type CallName } from '../../contract/api.ts';
import type { AccountId } from '../../contract/model.ts';
import { ExpectedFailure } from '../../main/core/core.ts';
import type { Json } from '../../contract/json.ts';
import { NetworkFailure } from '../../main/core/ports/network.ts';
import type { Log } from '../../main/core/ports/system.ts';
import { answerCall, type Handlers, type Sender, type Serving } from '../../main/ipc/answer.ts';
import { createBroadcast } from '../../main/ipc/publish.ts';
import { validators } from '../../main/ipc/validators.ts';
import { isOurPage } from '../../main/shell/security.ts';

const ours: Sender = { url: 'app://bundle/approval.html', parent: null };

interface Written {
  readonly level: keyof Log;
  readonly message: string;
  readonly facts: Readonly<Record<string, Json>>;
}
/** Serves one call; every other is a bug of the test. */
function serving<Name extends CallName>(name: Name, handler: Handlers[Name]) {
  const written: Written[] = [];
  const write =
    (level: keyof Log): Log['info'] =>
    (message, facts = {}) =>
      void written.push({ level, message, facts });
  const one: Partial<Handlers> = { [name]: handler };
  const whole: Serving = {
    handlers: one as Handlers,
    isTrusted: isOurPage,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    newLogId: () => 'log-1',
    toProblem: () => null,
  };
  return {
    written,
    call: (argument: unknown, sender: Sender | null = ours) => answerCall(whole, name, sender, argument),
  };
}

describe('a call from a window', () => {
  it('reaches its handler and comes back in an envelope', async () => {
    const { call } = serving('unlinkAccount', ({ id }) => ({
      revoked: 'at_network',
      proof: { code: 'accepted', values: { call: 'revoke', host: `account ${id}` } },
      page: null,
      erasedSecrets: 1,
      at: 5,
    }));
    expect(await call({ id: 3 })).toMatchObject({ ok: true, value: { proof: { values: { host: 'account 3' } } } });
  });

  it.each<[string, Sender | null]>([
    ['a frame that is gone', null],
    ['a frame within a page', { ...ours, parent: {} }],
    ['a page of the web', { ...ours, url: 'https://evil.example/' }],
    ['a host that only begins like ours', { ...ours, url: 'app://bundle.evil.example/' }],
    ['an empty page', { ...ours, url: 'about:blank' }],
  ])('is refused from %s, before its handler runs', async (_who, sender) => {
    let ran = false;
    const { call } = serving('checkNow', () => {
      ran = true;
    });
    expect(await call(undefined, sender)).toEqual({ ok: false, code: 'forbidden_sender' });
    expect(ran).toBe(false);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an id that is a text', { id: '3' }],
    ['an id that is no whole number', { id: 1.5 }],
    ['an id below one', { id: 0 }],
    ['a key too many', { id: 3, force: true }],
    ['a list', [3]],
  ])('with %s never reaches its handler', async (_what, argument) => {
    let ran = false;
    const { call, written } = serving('removeRoute', () => {
      ran = true;
    });
    expect(await call(argument)).toEqual({ ok: false, code: 'invalid_input' });
    expect(ran).toBe(false);
    expect(written[0]?.message).toBe('a call was malformed');
  });

  it('gives the problem of an expected failure', async () => {
    const stale = serving('checkNow', () => {
      throw new ExpectedFailure({ code: 'approval_stale' });
    });
    expect(await stale.call(undefined)).toEqual({ ok: false, code: 'approval_stale' });
    const network = serving('checkNow', () =>
      Promise.reject(new NetworkFailure({ code: 'rate_limited', detail: 'Slow down', until: 9 })),
    );
    expect(await network.call(undefined)).toEqual({ ok: false, code: 'rate_limited', detail: 'Slow down', until: 9 });
  });

  it('tells nothing of a bug but where the log has it', async () => {
    const { call, written } = serving('checkNow', () => {
      throw new TypeError('cannot read id of undefined');
    });
    expect(await call(undefined)).toEqual({ ok: false, code: 'internal', logId: 'log-1' });
    const error = written.find(({ level }) => level === 'error');
    expect(error?.facts).toMatchObject({ call: 'checkNow', logId: 'log-1' });
    expect(error?.facts['stack']).toEqual(expect.stringContaining('cannot read id of undefined'));
  });

  it('is logged by name, time and code, never with what it carries', async () => {
    const { call, written } = serving('linkAccount', () => {
      throw new NetworkFailure({ code: 'wrong_password', detail: 'no such user mara' });
    });
    const login = { network: 'bluesky', method: 'app_password', identifier: 'mara', appPassword: 'abcd-efgh' };
    await call(login);
    await call({ ...login, surprise: 'abcd-efgh' });
    expect(written.at(0)?.facts).toMatchObject({ call: 'linkAccount', code: 'wrong_password' });
    expect(JSON.stringify(written)).not.toMatch(/mara|abcd/);
  });
});

describe('validators', () => {
  it('take nothing at all where nothing is asked for', () => {
    const silent: readonly CallName[] = ['environment', 'status', 'checkNow', 'resume', 'networks', 'accounts'];
    for (const name of silent) {
      expect(validators[name].safeParse(undefined).success, name).toBe(true);
      expect(validators[name].safeParse({}).success, name).toBe(false);
    }
  });

  it('refuse an object with an unknown key in every call', () => {
    for (const name of callNames) expect(validators[name].safeParse({ unknown: 1 }).success, name).toBe(false);
  });

  it('bound every text and every list', () => {
    const fits = (name: CallName, argument: unknown): boolean => validators[name].safeParse(argument).success;
    expect(fits('edit', { id: 1, text: 'x'.repeat(100_000) })).toBe(true);
    expect(fits('edit', { id: 1, text: 'x'.repeat(100_001) })).toBe(false);
    expect(fits('edit', { id: 1, altTexts: Array(501).fill('') })).toBe(false);
    expect(fits('skip', { ids: Array(500).fill(1) })).toBe(true);
    expect(fits('skip', { ids: Array(501).fill(1) })).toBe(false);
    expect(fits('skip', { ids: [] })).toBe(false);
    expect(fits('queue', { tab: 'waiting', search: 'x'.repeat(501) })).toBe(false);
  });

  it('take an approval only with a whole hash', () => {
    const fits = (contentHash: string): boolean =>
      validators.approve.safeParse({ approvals: [{ id: 1, contentHash }] }).success;
    expect(fits('0f'.repeat(32))).toBe(true);
    expect(fits('0F'.repeat(32))).toBe(false);
    expect(fits('0f'.repeat(31))).toBe(false);
  });

  it('know what each kind of thing to open is', () => {
    expect(validators.open.safeParse({ what: 'profile', id: 1 }).success).toBe(true);
    expect(validators.open.safeParse({ what: 'https://evil.example/', id: 1 }).success).toBe(false);
  });
});

describe('a broadcast', () => {
  it('reaches every live window of ours and nobody else', () => {
    const heard: string[] = [];
    const window = (name: string, url: string, isDestroyed = false) => ({
      isDestroyed: () => isDestroyed,
      getURL: () => url,
      send: (channel: string, payload: unknown) => void heard.push(`${name} ${channel} ${JSON.stringify(payload)}`),
    });
    const broadcast = createBroadcast(
      () => [
        window('approval', 'app://bundle/approval.html'),
        window('settings', 'app://bundle/settings.html'),
        window('foreign', 'https://evil.example/'),
        window('closing', 'app://bundle/approval.html', true),
      ],
      isOurPage,
    );
    broadcast('queueChanged', { postIds: [] });
    expect(heard).toEqual([
      'approval crosstie:queueChanged {"postIds":[]}',
      'settings crosstie:queueChanged {"postIds":[]}',
    ]);
  });
});

/** Compile-time: an argument keeps its type on the way to the handler. */
const typed: Handlers['checkAccount'] = ({ id }) => {
  const accountId: AccountId = id;
  throw new ExpectedFailure({ code: 'not_found', detail: String(accountId) });
};
it('hands a validated id on as what it is', async () => {
  expect(await serving('checkAccount', typed).call({ id: 8 })).toMatchObject({ detail: '8' });
});
