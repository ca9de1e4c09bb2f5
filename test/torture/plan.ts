/**
 * What a torture run does to the program, from its seed alone: who posts what and when, what the person decides, when the
 * program is ended and what befalls it meanwhile. The same seed gives the same plan.
 */
import type { NetworkId } from '../../contract/model.ts';
import { networkIds } from '../../contract/model.ts';
import { type Boundary, boundaries } from '../../main/core/boundaries.ts';
import { type SourceNetwork, sourceNetworks } from '../../main/rehearsal/publishing.ts';
import type { tokenEvents } from '../../main/rehearsal/token-events.ts';
import { type Chance, chanceOf } from './chance.ts';

export interface Wishes {
  readonly posts: number;
  readonly kills: number;
  /** The share of requests that something befalls, from 0 to 1. */
  readonly faults: number;
  readonly seed: number;
}

export interface PlannedPost {
  /** A word that is in each of its sentences and nowhere else. */
  readonly marker: string;
  readonly source: SourceNetwork;
  readonly media: 'none' | 'picture' | 'two_pictures' | 'video';
  /** Longer than most networks take. */
  readonly isLong: boolean;
  readonly isForFew: boolean;
}

/** What the person does with a copy that waits for them. */
export const decisions = ['approve', 'edit', 'thread', 'undo_once', 'undo_and_skip', 'skip', 'take_back'] as const;
export type Decision = (typeof decisions)[number];

/** What befalls the machine while the program runs. */
export type Mishap =
  /** Its clock is wrong until it is started again. */
  | { readonly kind: 'clock'; readonly aheadMs: number }
  | { readonly kind: 'sleep'; readonly forMs: number }
  | { readonly kind: 'offline'; readonly realMs: number }
  | { readonly kind: 'disk_full'; readonly realMs: number }
  | { readonly kind: 'sign_in'; readonly network: NetworkId; readonly happens: (typeof tokenEvents)[number] };

/** Where the program is ended without a word. */
export type Ending =
  | { readonly kind: 'boundary'; readonly at: Boundary; readonly nth: number }
  /** So long after the start, on a machine that starts in a second; longer on a slower one. */
  | { readonly kind: 'moment'; readonly realMs: number };

/** From one start of the program to its end. */
export interface Life {
  /** Indexes of the posts that come out when it begins. */
  readonly posts: readonly number[];
  readonly mishap: Mishap | null;
  readonly ending: Ending;
  /** How long the machine is off afterwards. */
  readonly offMs: number;
}

export interface Plan {
  readonly wishes: Wishes;
  readonly routes: Readonly<Partial<Record<SourceNetwork, readonly NetworkId[]>>>;
  readonly posts: readonly PlannedPost[];
  readonly lives: readonly Life[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Their APIs hand out no files, so that all of their posts are held: a few are enough. */
const videoOnly: readonly SourceNetwork[] = ['youtube', 'tiktok'];
const alwaysMedia: readonly SourceNetwork[] = ['instagram', 'pixelfed', ...videoOnly];
/** Whose API tells that a post is for fewer than everyone. */
const canBeForFew: readonly SourceNetwork[] = ['mastodon', 'pixelfed', 'facebook'];

export function planFor(wishes: Wishes): Plan {
  const chance = chanceOf(wishes.seed);
  const routes = routesOf(chance);
  const posts = Array.from({ length: wishes.posts }, (_, index) => postOf(chance, index));
  return { wishes, routes, posts, lives: livesOf(chance, wishes) };
}

/** In a ring each source goes to the next network, and to up to two more: so every network is gone to. */
function routesOf(chance: Chance): Plan['routes'] {
  const ring = chance.shuffled(networkIds);
  const after = (network: NetworkId, steps: number): NetworkId =>
    ring[(ring.indexOf(network) + steps) % ring.length] as NetworkId;
  const entries = sourceNetworks.map((source): readonly [SourceNetwork, readonly NetworkId[]] => {
    // What cannot be read leads nowhere: the network before it goes to the one behind it.
    const isNextASource = sourceNetworks.some((other) => other === after(source, 1));
    const to = isNextASource ? [after(source, 1)] : [after(source, 1), after(source, 2)];
    const others = ring.filter((network) => network !== source && !to.includes(network));
    return [source, [...to, ...chance.shuffled(others).slice(0, chance.between(0, 3 - to.length))]];
  });
  return Object.fromEntries(entries);
}

function postOf(chance: Chance, index: number): PlannedPost {
  const heavy = chance.next() < 0.03;
  const source = heavy
    ? chance.pick(videoOnly)
    : chance.pick(sourceNetworks.filter((network) => !videoOnly.includes(network)));
  const media = videoOnly.includes(source) ? 'video' : mediaOf(chance, alwaysMedia.includes(source));
  return {
    marker: `post${String(index).padStart(5, '0')}x`,
    source,
    media,
    isLong: chance.next() < 0.08,
    isForFew: canBeForFew.includes(source) && chance.next() < 0.08,
  };
}

function mediaOf(chance: Chance, isNeeded: boolean): PlannedPost['media'] {
  const drawn = chance.next();
  if (drawn < 0.05) return 'video';
  if (drawn < 0.15) return 'two_pictures';
  return drawn < 0.85 || isNeeded ? 'picture' : 'none';
}

/**
 * Each boundary has its turn before any has a second one; then every other turn is the most dangerous one's. What is left of
 * the ends comes at any moment.
 */
function livesOf(chance: Chance, { posts, kills }: Wishes): readonly Life[] {
  const atBoundaries = Math.min(kills, Math.max(boundaries.length, Math.round(kills * 0.6)));
  const rounds = Array.from({ length: Math.ceil(atBoundaries / boundaries.length) }, () => chance.shuffled(boundaries));
  const turns = rounds.map((round, index) =>
    index === 0 ? round : round.flatMap((at): Boundary[] => ['post_ended', at]),
  );
  const named = turns
    .flat()
    .slice(0, atBoundaries)
    .map((at, turn): Ending => ({ kind: 'boundary', at, nth: turn < boundaries.length ? 1 : chance.between(1, 4) }));
  const moments = Array.from({ length: kills - atBoundaries }, (): Ending => ({
    kind: 'moment',
    realMs: chance.between(20, 2_000),
  }));
  const endings = chance.shuffled([...named, ...moments]);
  const births = Array.from({ length: posts }, () => chance.between(0, Math.max(0, kills - 1)));
  return endings.map((ending, life) => ({
    posts: births.flatMap((at, post) => (at === life ? [post] : [])),
    mishap: chance.next() < 0.35 ? mishapOf(chance) : null,
    ending,
    offMs: chance.next() < 0.1 ? chance.between(1, 12) * hourMs : chance.between(0, 10) * minuteMs,
  }));
}

function mishapOf(chance: Chance): Mishap {
  switch (chance.between(0, 5)) {
    case 0: {
      const aheadMs = chance.pick([-30 * hourMs, -15 * minuteMs, -3 * minuteMs, 4 * minuteMs, 26 * hourMs]);
      return { kind: 'clock', aheadMs };
    }
    case 1:
      return { kind: 'sleep', forMs: chance.between(10, 600) * minuteMs };
    case 2:
      return { kind: 'offline', realMs: chance.between(100, 1_000) };
    case 3:
      return { kind: 'disk_full', realMs: chance.between(100, 1_200) };
    case 4:
      return { kind: 'sign_in', network: chance.pick(networkIds), happens: chance.pick(['revoked', 'narrowed']) };
    default:
      return { kind: 'sign_in', network: chance.pick(networkIds), happens: 'expired' };
  }
}

/** What the person does with the copy of a post on a network: drawn for the two alone, whenever it is asked. */
export function decisionFor(draw: number, isLong: boolean): Decision {
  if (isLong && draw < 0.5) return 'thread';
  if (draw < 0.72) return 'approve';
  if (draw < 0.8) return 'edit';
  if (draw < 0.86) return 'undo_once';
  if (draw < 0.89) return 'undo_and_skip';
  return draw < 0.93 ? 'skip' : 'take_back';
}

const sentences = [
  'the fog lifts off the harbour by itself.',
  'half past six, and the cranes have not decided yet.',
  'wind from the west, and nobody at the ferry.',
  'what the light does to an ordinary wall.',
] as const;

/** Every sentence has the marker, so that each part of a thread can be told from every other. */
export function textOf({ marker, isLong }: PlannedPost): string {
  const line = (index: number): string => `${marker} ${index + 1}: ${sentences[index % sentences.length]}`;
  return Array.from({ length: isLong ? 24 : 1 }, (_, index) => line(index)).join('\n');
}
