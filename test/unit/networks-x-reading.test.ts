/** Reading X, against a stand-in whose every answer a test chooses: edits, pages, the two spellings of fields. */
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Respond } from '../helpers/loopback.ts';
import { closeStandIns, linked } from './networks-x-stand-in.ts';

afterEach(closeStandIns);

describe('reading X', () => {
  const post = (id: string, more: object = {}) => ({
    id,
    text: `post ${id}`,
    created_at: '2026-11-22T09:00:00Z',
    ...more,
  });

  it('is asked by the other name when it does not know the first', async () => {
    const respond: Respond = (request, response) => {
      const isOld = request.url?.includes('tweet.fields') === true;
      const message = 'The query parameter [tweet.fields] is not one of [post.fields]';
      return isOld
        ? answerJson(response, { title: 'Invalid Request', errors: [{ message }] }, 400)
        : answerJson(response, { data: [post('7', { edit_history_post_ids: ['7'] })] });
    };
    const { api, call, read } = await linked(respond);
    expect((await read.posts(null, call)).posts).toMatchObject([{ remoteId: '7' }]);
    expect(api.asked).toHaveLength(2);
    expect(api.asked[1]).toContain('edit_history_post_ids');
  });

  it('does not hide another refusal', async () => {
    const { api, call, read } = await linked((_, response) =>
      answerJson(response, { title: 'Invalid Request', detail: 'max_results is wrong' }, 400),
    );
    expect((await failureOf(read.posts(null, call))).problem).toMatchObject({ code: 'bad_answer' });
    expect(api.asked).toHaveLength(1);
  });

  it('takes an edit of a known post for that post, and an edit of a new one for one post', async () => {
    const data = [
      post('90', { edit_history_tweet_ids: ['70', '90'] }),
      post('80', { edit_history_tweet_ids: ['75', '80'] }),
    ];
    const { call, read } = await linked((_, response) => answerJson(response, { data }));
    const found = await read.posts('70', call);
    expect(found.posts).toMatchObject([{ remoteId: '75', text: 'post 80' }]);
    expect(found.cursor).toBe('90');
  });

  it('gives the newest version of a post', async () => {
    const versions = { edit_history_tweet_ids: ['70', '90'] };
    const respond: Respond = (request, response) => {
      const id = new URL(request.url ?? '', 'http://x').searchParams.get('ids') ?? '';
      answerJson(response, { data: [post(id, versions)] });
    };
    const { call, read } = await linked(respond);
    expect(await read.post?.('70', call)).toMatchObject({ remoteId: '70', text: 'post 90' });
  });

  it('goes back page by page as far as the cursor, and no further than a few pages', async () => {
    const respond: Respond = (_, response, count) =>
      answerJson(response, { data: [post(String(900 - count))], meta: { next_token: `t${count}` } });
    const { api, call, read } = await linked(respond);
    const { posts, cursor } = await read.posts('100', call);
    expect(posts.map(({ remoteId }) => remoteId)).toEqual(['893', '894', '895', '896', '897', '898', '899', '900']);
    expect(cursor).toBe('900');
    expect(api.asked[1]).toContain('pagination_token=t0');
    expect(api.asked.every((line) => line.includes('since_id=100'))).toBe(true);
  });

  it('reads from the beginning on where there was no post at first', async () => {
    const all: object[] = [];
    const { api, call, read } = await linked((_, response) =>
      answerJson(response, all.length > 0 ? { data: all } : { meta: { result_count: 0 } }),
    );
    const first = await read.posts(null, call);
    expect(first.posts).toEqual([]);
    all.push(post('7'));
    expect((await read.posts(first.cursor, call)).posts).toHaveLength(1);
    expect(api.asked[1]).not.toContain('since_id');
  });

  it('says so when an answer lacks what matters', async () => {
    const { call, read } = await linked((_, response) => answerJson(response, { data: [{ id: '7', text: 'Fog' }] }));
    expect((await failureOf(read.posts(null, call))).problem).toMatchObject({ code: 'bad_answer' });
  });
});
