-- What was said of the events that stand of live problems (searchevent.go); one character is looked up in an index of its own.
CREATE VIRTUAL TABLE search_event USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);
