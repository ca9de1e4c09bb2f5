/** What Graph's numbers and Meta's files mean: every row of the table, for Instagram and Threads alike. */
import { describe, expect, it } from 'vitest';
import { explain, explainWrite } from '../../main/networks/meta/errors.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const answer = (status: number, error: object, headers = {}) => ({
  status,
  headers: new Headers(headers),
  body: JSON.stringify({ error }),
});
const codeOf = (error: object) => explain(answer(400, error), () => now).code;

describe('what Graph says', () => {
  it.each([
    [-2, 2207003, 'transient'],
    [-2, 2207020, 'not_found'],
    [-1, 2207001, 'transient'],
    [-1, 2207032, 'transient'],
    [-1, 2207053, 'transient'],
    [-1, 2207073, 'content_rejected'],
    [1, 2207057, 'content_rejected'],
    [4, 2207051, 'spam_block'],
    [9, 2207042, 'quota_day'],
    [24, 2207006, 'not_found'],
    [24, 2207008, 'not_found'],
    [25, 2207050, 'account_action_needed'],
    [100, 2207023, 'content_rejected'],
    [100, 2207028, 'content_rejected'],
    [100, 2207035, 'content_rejected'],
    [100, 2207036, 'content_rejected'],
    [100, 2207037, 'content_rejected'],
    [100, 2207040, 'content_rejected'],
    [352, 2207026, 'media_invalid'],
    [9004, 2207052, 'media_unreachable'],
    [9007, 2207027, 'not_ready'],
    [36000, 2207004, 'media_invalid'],
    [36001, 2207005, 'media_invalid'],
    [36003, 2207009, 'media_invalid'],
    [36004, 2207010, 'content_rejected'],
    [100, 2207077, 'media_unreachable'],
    [100, 2207081, 'content_rejected'],
    [100, 2207082, 'transient'],
    [190, 458, 'auth_revoked'],
    [190, 460, 'auth_revoked'],
    [190, 463, 'auth_expired'],
    [190, 467, 'auth_revoked'],
    [100, 33, 'not_found'],
    [10, 4279013, 'account_action_needed'],
  ])('%i/%i', (code, subcode, meaning) => {
    expect(codeOf({ code, error_subcode: subcode, message: 'Words' })).toBe(meaning);
  });

  it.each([
    [-2, 'transient'],
    [-1, 'transient'],
    [1, 'transient'],
    [2, 'transient'],
    [3, 'missing_permission'],
    [4, 'rate_limited'],
    [9, 'quota_day'],
    [10, 'missing_permission'],
    [17, 'rate_limited'],
    [24, 'not_found'],
    [25, 'account_action_needed'],
    [32, 'rate_limited'],
    [190, 'auth_revoked'],
    [200, 'missing_permission'],
    [299, 'missing_permission'],
    [352, 'media_invalid'],
    [613, 'rate_limited'],
    [9004, 'media_unreachable'],
    [9007, 'not_ready'],
    [36000, 'media_invalid'],
    [36001, 'media_invalid'],
    [36003, 'media_invalid'],
    [36004, 'content_rejected'],
    [80001, 'rate_limited'],
    [80002, 'rate_limited'],
    [100, 'bad_answer'],
    [31337, 'bad_answer'],
  ])('%i alone', (code, meaning) => {
    expect(codeOf({ code })).toBe(meaning);
    expect(codeOf({ code, error_subcode: 1 })).toBe(meaning);
  });

  it('takes what it does not know for the content’s fault when something was written', () => {
    const refused = answer(400, { code: 100, message: 'text must be at most 500 characters long' });
    expect(explainWrite(refused, () => now)).toMatchObject({
      code: 'content_rejected',
      detail: expect.stringContaining('500'),
    });
    expect(explainWrite(answer(500, { code: 99 }), () => now).code).toBe('transient');
    const page = { status: 403, headers: new Headers(), body: '<html>Wi-Fi</html>' };
    expect(explainWrite(page, () => now).code).toBe('bad_answer');
  });

  it('names the minutes until calls are free again', () => {
    const usage = JSON.stringify({ '1784': [{ type: 'instagram', estimated_time_to_regain_access: 5 }] });
    const limited = answer(403, { code: 4, message: 'Limit' }, { 'x-business-use-case-usage': usage });
    expect(explain(limited, () => now)).toEqual({ code: 'rate_limited', detail: 'Limit', until: now + 5 * 60_000 });
    expect(explain(answer(403, { code: 4 }), () => now)).toEqual({ code: 'rate_limited' });
  });

  it('says when to ask again for what is not ready', () => {
    expect(explain(answer(400, { code: 9007 }), () => now)).toEqual({ code: 'not_ready', until: now + 30_000 });
  });

  it('prefers the sentence that is meant for people', () => {
    const error = { code: 36000, message: 'Image size', error_user_msg: 'The image is too large to download.' };
    expect(explain(answer(400, error), () => now).detail).toBe('The image is too large to download.');
  });
});
