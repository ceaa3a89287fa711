-- Lists are counted from one narrow index instead of whole rows; a brief's place in the search is found by its handoff.
DROP INDEX "IX_brief_cards_won_at";
CREATE INDEX "IX_brief_cards_list" ON "brief_cards" ("won_at", "handoff_id", "version", "status", "unscoped", "open_questions", "next_due", "csm_email");
CREATE INDEX "IX_brief_cards_delegate_email" ON "brief_cards" ("delegate_email");
-- The number grows with every brief that is written: the highest are the newest.
CREATE TABLE brief_search_numbers (
    handoff_id TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;
INSERT INTO brief_search_numbers (handoff_id, number) SELECT handoff_id, max(rowid) FROM brief_search GROUP BY handoff_id;
