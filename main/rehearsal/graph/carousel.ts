import { Refusal } from '../server.ts';
import type { ContainerDesk } from './containers.ts';
import { graphError, type GraphError } from './errors.ts';
import type { MetaHouse } from './house.ts';
import { notFound } from './publish-container.ts';

const wrongNumber: GraphError = { code: 100, subcode: 2207028, message: 'The carousel has too few or too many items' };
const expired: GraphError = { code: 24, subcode: 2207008, message: 'The media container has expired' };
const notReady: GraphError = { code: 9007, subcode: 2207027, message: 'The media is not ready for publishing' };
const noItem: GraphError = { code: 100, message: 'A child is not marked as an item of a carousel' };

/** The ids of the containers that a carousel is made of, in order. Throws a Refusal unless all can be used now. */
export function carouselItems(
  house: MetaHouse,
  desk: ContainerDesk,
  parameters: URLSearchParams,
  most: number,
): readonly string[] {
  const ids = (parameters.get('children') ?? '').split(',').filter((id) => id !== '');
  const refuse = (error: GraphError) => new Refusal(graphError(error));
  if (ids.length < 2 || ids.length > most) throw refuse(wrongNumber);
  for (const id of ids) {
    const item = house.state().containers.find((container) => container.id === id);
    if (item === undefined) throw refuse(notFound);
    if (!item.isItem) throw refuse(noItem);
    const state = desk.stateOf(item);
    if (state === 'EXPIRED') throw refuse(expired);
    if (state !== 'FINISHED') throw refuse(notReady);
  }
  return ids;
}
