-- One character is looked up in an index of its own everywhere, as with search_event; the rows are written anew when the ledger
-- is opened (searchanew.go), three letters or digits in a row as one token more.
DROP TABLE search_problem;
DROP TABLE search_visit;
DROP TABLE search_enterprise;
CREATE VIRTUAL TABLE search_problem USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);
CREATE VIRTUAL TABLE search_visit USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);
CREATE VIRTUAL TABLE search_enterprise USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);
