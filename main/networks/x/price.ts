/** What a step of a publish costs, known before. Pure. */
import type { Content } from '../../../contract/model.ts';
import type { PublishStep } from '../../core/ports/network.ts';
import { hasLink } from './count.ts';
import { prices } from './prices.ts';
import { workOf } from './steps.ts';

/** What has the look of an address counts as a link: the dearer price is the safer one to name. */
export const isDear = (text: string): boolean => hasLink(text) || /https?:\/\//i.test(text);

/** In thousandths of a US dollar. A call that X refuses costs nothing. */
export function price(content: Content, step: PublishStep): number {
  const work = workOf(content, step);
  if (work?.kind === 'altText') return prices.altText;
  if (work?.kind !== 'part') return 0;
  const text = work.index === 0 ? content.text : (content.thread[work.index - 1] ?? '');
  return isDear(text) ? prices.postWithLink : prices.post;
}
