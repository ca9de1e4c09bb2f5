import { initialMeta, metaStateSchema, type MetaState } from '../graph/meta-state.ts';
import { person } from '../people.ts';
import { instagramPosts } from './sample-instagram.ts';

export const instagramStateSchema = metaStateSchema;
export type InstagramState = MetaState;
export const [basicScope, publishScope] = ['instagram_business_basic', 'instagram_business_content_publish'] as const;

export const initialInstagram = (now: number): InstagramState => {
  const dashboard = { token: person.instagram.dashboardToken, scopes: [basicScope, publishScope] };
  return initialMeta(instagramPosts.published, dashboard, now);
};
