-- Where the log stood when a bulletin was issued; 0 and '' for those issued before this was kept.
ALTER TABLE bulletin_issue ADD COLUMN log_entries INTEGER NOT NULL DEFAULT 0 CHECK(log_entries >= 0);
ALTER TABLE bulletin_issue ADD COLUMN log_head TEXT NOT NULL DEFAULT '' CHECK((log_entries = 0) = (log_head = ''));
