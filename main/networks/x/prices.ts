/** What X charges, in thousandths of a US dollar, since 6 February 2026: docs.x.com/x-api/getting-started/pricing */
export const prices = {
  post: 15,
  postWithLink: 200,
  altText: 5,
  remove: 10,
  /** A post of one's own, in an app of one's own. The same one costs once in a day, by UTC; so does a person. */
  postRead: 1,
  userRead: 10,
} as const;
