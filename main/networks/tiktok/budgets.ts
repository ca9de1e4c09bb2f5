/**
 * TikTok says of each call how often it takes it in a minute, and has no headers for it:
 * developers.tiktok.com/doc/content-posting-api-reference-upload-video
 */
import type { CallLimit } from '../http/call-limits.ts';
import type { NetworkBudgets } from '../network.ts';

const inAMinute = (bucket: string, path: RegExp, most: number): CallLimit => ({
  bucket,
  path,
  of: 'account',
  counted: { each: 1, most, windowMs: 60_000 },
});

export const budgets: NetworkBudgets = {
  calls: [
    inAMinute('begin video', /^\/v2\/post\/publish\/inbox\/video\/init\/$/, 6),
    inAMinute('begin photos', /^\/v2\/post\/publish\/content\/init\/$/, 6),
    inAMinute('status', /^\/v2\/post\/publish\/status\/fetch\/$/, 30),
  ],
};
