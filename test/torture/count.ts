/** Counts from what the servers received, against what the program says became of each copy. Pure. */
import type { Audience, Content, CrosspostState, NetworkId } from '../../contract/model.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';

/** A copy that was to be planned: a post that came out, and a route that its source has. */
export interface Expected {
  readonly marker: string;
  readonly network: NetworkId;
}

/** What the program says of a copy in the end. */
export interface Copy extends Expected {
  readonly state: CrosspostState;
  readonly wasApproved: boolean;
  /** Why it was not sent; null where nothing is said. */
  readonly reason: string | null;
  readonly content: Content;
  readonly original: Audience;
  /** The ids under which the program knows what it made. */
  readonly remoteIds: readonly string[];
}

export interface Counts {
  readonly approved: number;
  readonly published: number;
  readonly refused: number;
  readonly takenBack: number;
  /** Not to be sent, each for a reason: a rule, or the person's own word. */
  readonly held: number;
  readonly skipped: number;
  readonly duplicates: number;
  readonly lost: number;
  readonly wider: number;
  /** Arrived with other words, files or descriptions than were approved. */
  readonly changed: number;
  readonly unknown: number;
  /** What went wrong, one sentence for each. */
  readonly faults: readonly string[];
}

export interface Counted {
  readonly expected: readonly Expected[];
  readonly copies: readonly Copy[];
  readonly received: readonly Delivery[];
}

const ended: readonly CrosspostState[] = ['published', 'withdrawn'];

export function count({ expected, copies, received }: Counted): Counts {
  const byCopy = assign(copies, received);
  const arrived = (copy: Copy): readonly Delivery[] => byCopy.get(copy) ?? [];
  const live = (copy: Copy): readonly Delivery[] => arrived(copy).filter(({ deletedAt }) => deletedAt === null);
  const approved = copies.filter(({ wasApproved }) => wasApproved);
  const inState = (...states: readonly CrosspostState[]): readonly Copy[] =>
    copies.filter(({ state }) => states.includes(state));

  const published = approved.filter((copy) => ended.includes(copy.state) && isWhole(copy, arrived(copy)));
  // What was out of it when the rest was refused is taken back.
  const isHalf = (copy: Copy): boolean => arrived(copy).length > 0 && !isWhole(copy, arrived(copy));
  const takenBackByHalf = inState('withdrawn').filter(isHalf);
  const refused = [...inState('failed').filter(({ reason }) => reason !== null), ...takenBackByHalf];
  const tooMany = copies.flatMap((copy) => arrived(copy).slice(partsOf(copy).length));
  const unasked = copies
    .filter((copy) => !copy.wasApproved || copy.state === 'failed')
    .flatMap((copy) => live(copy).map((delivery) => ({ copy, delivery })));
  const strays = received.filter((delivery) => ![...byCopy.values()].some((list) => list.includes(delivery)));
  const neverPlanned = expected.filter(
    ({ marker, network }) => !copies.some((copy) => copy.marker === marker && copy.network === network),
  );
  const notArrived = approved
    .filter((copy) => ended.includes(copy.state) && !isWhole(copy, arrived(copy)))
    .filter((copy) => !takenBackByHalf.includes(copy));
  const underWay = inState('approved', 'publishing', 'waiting');
  const silent = inState('failed', 'held', 'skipped').filter(({ reason }) => reason === null);
  const stillThere = inState('withdrawn').flatMap(live);
  const wider = copies.flatMap((copy) => arrived(copy).filter((delivery) => isWider(delivery, copy.original)));
  const changed = published.filter((copy) => isChanged(copy, arrived(copy)));
  const unknown = inState('unknown');
  return {
    approved: approved.length,
    published: published.length,
    refused: refused.length,
    takenBack: inState('withdrawn').length,
    held: inState('held').length,
    skipped: inState('skipped').length,
    duplicates: tooMany.length + strays.length + unasked.length,
    lost: neverPlanned.length + notArrived.length + underWay.length + silent.length,
    wider: wider.length,
    changed: changed.length,
    unknown: unknown.length,
    faults: [
      ...tooMany.map((delivery) => `Arrived once more: ${nameOf(delivery)}`),
      ...strays.map((delivery) => `Nobody knows of it: ${nameOf(delivery)}`),
      ...unasked.map(({ copy, delivery }) => `Arrived although it is ${copy.state}: ${nameOf(delivery)}`),
      ...neverPlanned.map((copy) => `Never noticed or never planned: ${about(copy)}`),
      ...notArrived.map((copy) => `Said to be ${copy.state}, and not whole at the network: ${about(copy)}`),
      ...underWay.map((copy) => `Still ${copy.state} in the end: ${about(copy)}`),
      ...silent.map((copy) => `It is ${copy.state} and nothing says why: ${about(copy)}`),
      ...stillThere.map((delivery) => `Taken back, and still there: ${nameOf(delivery)}`),
      ...wider.map((delivery) => `Shown to more people: ${nameOf(delivery)} is ${delivery.visibility}`),
      ...changed.map((copy) => `Not what was approved: ${about(copy)}`),
      ...unknown.map((copy) => `Not known in the end: ${about(copy)}`),
    ],
  };
}

const about = ({ marker, network }: Expected): string => `${marker} on ${network}`;
const nameOf = ({ network, url, title, text }: Delivery): string =>
  `${network} ${url} “${[title, text].filter(Boolean).join(' ').slice(0, 60)}”`;

export function partsOf({ content }: Pick<Copy, 'content'>): readonly string[] {
  return [content.text, ...content.thread];
}

/** Whose delivery each is: by the marker in its words, or by its id where it has none (a draft of a video). */
function assign(copies: readonly Copy[], received: readonly Delivery[]): ReadonlyMap<Copy, readonly Delivery[]> {
  const byName = new Map(copies.map((copy) => [about(copy), copy]));
  const byId = new Map(copies.flatMap((copy) => copy.remoteIds.map((id) => [`${copy.network} ${id}`, copy])));
  const assigned = new Map<Copy, Delivery[]>();
  for (const delivery of received) {
    const marker = markerIn(delivery);
    const { network, id } = delivery;
    const copy = marker === null ? byId.get(`${network} ${id}`) : byName.get(about({ marker, network }));
    if (copy !== undefined) assigned.set(copy, [...(assigned.get(copy) ?? []), delivery]);
  }
  return assigned;
}

export function markerIn({ title, text }: Pick<Delivery, 'title' | 'text'>): string | null {
  return /post\d{5}x/.exec(`${title} ${text}`)?.[0] ?? null;
}

/** Each part is there; they are told apart by their words. */
function isWhole(copy: Copy, arrived: readonly Delivery[]): boolean {
  return new Set(arrived.map(({ text, id }) => text || id)).size >= partsOf(copy).length;
}

function isChanged(copy: Copy, arrived: readonly Delivery[]): boolean {
  const { pictures, video } = copy.content;
  const [first] = arrived;
  const sent = first?.media.map(({ sha256 }) => sha256) ?? [];
  const approved = [...pictures, ...(video === null ? [] : [video])].map(({ sha256 }) => sha256 as string);
  // A network that says no hash of what it was given (an empty one) can be compared in words alone.
  const isOther =
    sent.length !== approved.length || sent.some((sha256, at) => sha256 !== '' && sha256 !== approved[at]);
  const hasWords = arrived.some(({ text }) => text !== '');
  const words = new Set(arrived.map(({ text }) => plain(text)));
  return isOther || (hasWords && !partsOf(copy).every((part) => words.has(plain(part))));
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The networks' words for “everyone”. */
const publicWords: readonly string[] = ['public', 'everyone', 'every_one', 'public_to_everyone'];

function isWider({ visibility }: Delivery, original: Audience): boolean {
  return original !== 'public' && publicWords.includes(visibility.toLowerCase());
}
