/** Misfortunes that a person or a test lets happen to a pretend network, through the control port. */
import { z } from 'zod';

export const rehearsedNetworks = [
  'instagram',
  'pixelfed',
  'x',
  'threads',
  'mastodon',
  'bluesky',
  'facebook',
  'linkedin',
  'youtube',
  'tiktok',
] as const;
export type RehearsedNetwork = (typeof rehearsedNetworks)[number];

/**
 * `latency` holds a request before it takes effect, `holdAnswer` its answer after it did. `dropBeforeAccept` closes the
 * connection before the request takes effect, `dropAfterAccept` after it did: the two look alike from outside.
 * `malformedJson` is accepted too and its answer, where it is JSON, cut in half, `truncated` as well but without saying so, and
 * `wrongContentType` answers as text. `dropAtByte` closes the connection after so many bytes of a request's body: an
 * upload that can be resumed keeps what arrived, any other request never took effect. `status429`, `status5xx` and `htmlInsteadOfJson` (a Wi-Fi's
 * sign-in page) answer in place of the network, which never sees the request.
 */
export const faultEffectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), latencyMs: z.int().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal('holdAnswer'), holdMs: z.int().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal('dropBeforeAccept') }),
  z.strictObject({ kind: z.literal('dropAfterAccept') }),
  z.strictObject({ kind: z.literal('status429'), resetInMs: z.int().min(0).default(60_000) }),
  z.strictObject({ kind: z.literal('status5xx'), status: z.int().min(500).max(599).default(503) }),
  z.strictObject({ kind: z.literal('malformedJson') }),
  z.strictObject({ kind: z.literal('truncated') }),
  z.strictObject({ kind: z.literal('wrongContentType') }),
  z.strictObject({ kind: z.literal('dropAtByte'), atByte: z.int().min(0) }),
  z.strictObject({ kind: z.literal('htmlInsteadOfJson') }),
]);
export type FaultEffect = z.infer<typeof faultEffectSchema>;

/**
 * `path` may hold `*` for any run of characters; absent parts match everything; `after` lets so many matching requests
 * pass first, `times` counts down to nothing.
 */
export const faultSchema = z.strictObject({
  network: z.enum(rehearsedNetworks),
  method: z.string().optional(),
  path: z.string().optional(),
  after: z.int().positive().optional(),
  times: z.int().positive().optional(),
  effect: faultEffectSchema,
});
export type Fault = z.infer<typeof faultSchema>;

export interface FaultBoard {
  readonly set: (fault: Fault) => void;
  readonly clear: (network?: RehearsedNetwork) => void;
  /** The effects that meet this request; each that counts is used up by one. */
  readonly take: (network: RehearsedNetwork, method: string, path: string) => readonly FaultEffect[];
}

export function createFaultBoard(): FaultBoard {
  let faults: readonly Fault[] = [];
  return {
    set: (fault) => {
      faults = [...faults, fault];
    },
    clear: (network) => {
      faults = network === undefined ? [] : faults.filter((fault) => fault.network !== network);
    },
    take: (network, method, path) => {
      const met = faults.filter((fault) => meets(fault, network, method, path));
      const striking = met.filter(({ after }) => after === undefined);
      faults = faults.flatMap((fault) => {
        if (striking.includes(fault)) return usedOnce(fault);
        return met.includes(fault) ? [letPass(fault)] : [fault];
      });
      return striking.map((fault) => fault.effect);
    },
  };
}

function meets(fault: Fault, network: RehearsedNetwork, method: string, path: string): boolean {
  return (
    fault.network === network &&
    (fault.method === undefined || fault.method === method) &&
    (fault.path === undefined || pathPattern(fault.path).test(path))
  );
}

function pathPattern(path: string): RegExp {
  const escaped = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

function letPass({ after = 1, ...fault }: Fault): Fault {
  return after > 1 ? { ...fault, after: after - 1 } : fault;
}

function usedOnce(fault: Fault): readonly Fault[] {
  if (fault.times === undefined) return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}
