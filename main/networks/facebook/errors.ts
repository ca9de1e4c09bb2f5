/**
 * What Facebook says of a Page's calls, on top of what all of Graph says: networks of Meta share an envelope, a Page has
 * codes of its own. developers.facebook.com/docs/graph-api/guides/error-handling; the subcodes are as clients saw them.
 */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import type { HttpAnswer } from '../http.ts';
import { parsedJson } from '../http/body.ts';
import type { StatusFailure } from '../http/failure.ts';
import { explain as explainGraph } from '../meta/errors.ts';

/** Only codes 1 and 2, two subcodes and the rate limits pass by themselves; everything else needs a person. */
export const bySubcode: Readonly<Record<number, ErrorCode>> = {
  /** A photo is too large. */
  1366046: 'media_invalid',
  /** These photos were posted before. */
  1366051: 'duplicate',
  /** Posting too fast: going on would make it worse. */
  1390008: 'spam_block',
  /** Flagged as abusive. */
  1346003: 'spam_block',
  /** A security check is due. */
  1404006: 'account_action_needed',
  1404112: 'account_action_needed',
  /** Whoever publishes as this Page must be authorised first. */
  1404078: 'account_action_needed',
  /** An identity check is due. */
  4854002: 'account_action_needed',
  /** Against the community standards. */
  1404102: 'content_rejected',
  /** A link that is private, or none. */
  1609008: 'content_rejected',
  2061006: 'content_rejected',
  1363047: 'transient',
  1609010: 'transient',
  /** A file that is no photo. */
  2069019: 'media_invalid',
};
export const byCode: Readonly<Record<number, ErrorCode>> = {
  /** Blocked for a while, for abuse. */
  368: 'spam_block',
  /** A file could not be fetched. */
  389: 'media_unreachable',
  /** The same status message came just before. */
  506: 'duplicate',
  /** A link that Facebook cannot take. */
  1500: 'content_rejected',
  1609005: 'content_rejected',
  /** This version of Graph has ended. */
  2635: 'version_retired',
  /** The upload of a video. */
  6000: 'media_invalid',
  6001: 'media_invalid',
};

const errorSchema = z.object({ error: z.object({ code: z.number(), error_subcode: z.number().optional() }) });
const usageSchema = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), estimated_time_to_regain_access: z.number() })),
);

/** The codes of an answer; null when it is none of Graph's. */
export function graphCodes(body: string): { readonly code: number; readonly subcode: number | null } | null {
  const parsed = errorSchema.safeParse(parsedJson(body));
  if (!parsed.success) return null;
  const { code, error_subcode: subcode = null } = parsed.data.error;
  return { code, subcode };
}

/** A 4xx that nobody knows means for a write that the content was not liked, for a read that nothing makes sense. */
export const explainFor =
  (kind: 'read' | 'write', now: () => number) =>
  (answer: HttpAnswer<string>): Problem => {
    const { code: general, detail } = explainGraph(answer, now);
    const isRefusal = answer.status >= 400 && answer.status < 500;
    const unknown = kind === 'write' && isRefusal && general === 'bad_answer' ? 'content_rejected' : general;
    const code = codeIn(answer.body) ?? unknown;
    const until = code === 'rate_limited' ? regainedAt(answer.headers, now()) : null;
    return { code, ...(detail !== undefined && { detail }), ...(until !== null && { until }) };
  };

function codeIn(body: string): ErrorCode | undefined {
  const codes = graphCodes(body);
  return codes === null ? undefined : (bySubcode[codes.subcode ?? 0] ?? byCode[codes.code]);
}

/** A duplicate says that the words are there, and a passing trouble does not say that they are not: both are looked after. */
export function leavesOpen({ problem }: StatusFailure): boolean {
  return problem.code === 'duplicate' || problem.code === 'transient';
}

/** Whether a refusal is about what was sent or named, and not about the sign-in, the account or the pace. */
export function isAboutContent({ problem }: StatusFailure): boolean {
  return problem.code === 'media_invalid' || problem.code === 'content_rejected' || problem.code === 'not_found';
}

/** When a Page may call again: the header counts in minutes, for each kind of budget apart. */
function regainedAt(headers: Headers, nowMs: number): number | null {
  const parsed = usageSchema.safeParse(parsedJson(headers.get('x-business-use-case-usage') ?? ''));
  const ofPages = parsed.success ? Object.values(parsed.data).flat() : [];
  const minutes = ofPages.flatMap((entry) => (entry.type === 'pages' ? entry.estimated_time_to_regain_access : []));
  const longest = Math.max(0, ...minutes);
  return longest === 0 ? null : nowMs + longest * 60_000;
}
