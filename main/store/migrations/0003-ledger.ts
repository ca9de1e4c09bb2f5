/**
 * Finding rows of the ledger. Its words are the texts among a row's facts (accounts, networks, addresses) and the first words of
 * the post that it names, as they were then; hashes are no words. The action is one token, so that a group of actions is
 * found in the same walk. The index proves nothing: the chain of the rows themselves does.
 */
const columnsOf = (row: string): string => `
  ${row}.id,
  concat_ws(' ',
    (SELECT group_concat(value, ' ') FROM json_each(${row}.facts)
     WHERE type = 'text' AND key NOT IN ('contentHash', 'fingerprint', 'sha256')),
    (SELECT substr(text, 1, 400) FROM post WHERE id = ${row}.facts ->> '$.post')
  ),
  replace(${row}.action, '_', '')`;

export const ledgerSearch = `
  CREATE VIRTUAL TABLE ledger_search USING fts5 (
    words, action, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
  );
  INSERT INTO ledger_search (rowid, words, action) SELECT ${columnsOf('ledger')} FROM ledger;
  CREATE TRIGGER ledger_search_add AFTER INSERT ON ledger BEGIN
    INSERT INTO ledger_search (rowid, words, action) VALUES (${columnsOf('new')});
  END;
  CREATE INDEX ledger_post ON ledger (facts ->> '$.post', id) WHERE facts ->> '$.post' IS NOT NULL;
`;
