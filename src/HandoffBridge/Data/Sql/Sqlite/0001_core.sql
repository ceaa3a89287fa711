-- The core: deals to publications.
CREATE TABLE "attempts" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_attempts" PRIMARY KEY AUTOINCREMENT,
    "handoff_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "started_at" INTEGER NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "error" TEXT NULL,
    "node" TEXT NOT NULL
);

CREATE TABLE "brief_cards" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_brief_cards" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "deal_name" TEXT NOT NULL,
    "deal_kind" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "account_name" TEXT NOT NULL,
    "country" TEXT NULL,
    "industry" TEXT NULL,
    "owner_name" TEXT NULL,
    "owner_email" TEXT NULL,
    "delegate_email" TEXT NULL,
    "csm_email" TEXT NULL,
    "amount" INTEGER NULL,
    "currency" TEXT NULL,
    "won_at" INTEGER NOT NULL,
    "readiness" INTEGER NOT NULL,
    "unscoped" INTEGER NOT NULL,
    "open_questions" INTEGER NOT NULL,
    "next_due" TEXT NULL,
    "summary" TEXT NOT NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE TABLE "briefs" (
    "handoff_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "finding_number" INTEGER NOT NULL,
    "input_hash" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    "written_at" INTEGER NOT NULL,
    CONSTRAINT "PK_briefs" PRIMARY KEY ("handoff_id", "version")
);

CREATE TABLE "deal_cursors" (
    "source" TEXT NOT NULL CONSTRAINT "PK_deal_cursors" PRIMARY KEY,
    "value" TEXT NULL,
    "saved_at" INTEGER NOT NULL,
    "polled_at" INTEGER NULL,
    "error" TEXT NULL,
    "failing_since" INTEGER NULL
);

CREATE TABLE "deal_hints" (
    "deal_id" TEXT NOT NULL CONSTRAINT "PK_deal_hints" PRIMARY KEY,
    "at" INTEGER NOT NULL
);

CREATE TABLE "deals" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_deals" PRIMARY KEY,
    "source" TEXT NOT NULL,
    "organisation" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "won_at" INTEGER NULL,
    "win_id" TEXT NULL,
    "epoch" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "quiet" INTEGER NOT NULL,
    "first_seen_at" INTEGER NOT NULL,
    "changed_at" INTEGER NOT NULL
);

CREATE TABLE "dossier_documents" (
    "handoff_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "document_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    CONSTRAINT "PK_dossier_documents" PRIMARY KEY ("handoff_id", "number", "document_id")
);

CREATE TABLE "dossier_failures" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_dossier_failures" PRIMARY KEY,
    "crm_version" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_at" INTEGER NOT NULL
);

CREATE TABLE "dossiers" (
    "handoff_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "crm_version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    "unread" TEXT NOT NULL,
    "collected_at" INTEGER NOT NULL,
    CONSTRAINT "PK_dossiers" PRIMARY KEY ("handoff_id", "number")
);

CREATE TABLE "finding_sets" (
    "handoff_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "dossier_number" INTEGER NOT NULL,
    "input_hash" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_finding_sets" PRIMARY KEY ("handoff_id", "number")
);

CREATE TABLE "form_entries" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_form_entries" PRIMARY KEY AUTOINCREMENT,
    "handoff_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "text" TEXT NULL,
    "reason" TEXT NULL,
    "decision" TEXT NULL,
    "owner" TEXT NULL,
    "kind" TEXT NULL,
    "due" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "request_id" TEXT NOT NULL
);

CREATE TABLE "forms" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_forms" PRIMARY KEY,
    "epoch" INTEGER NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "due_at" INTEGER NULL,
    "submitted_at" INTEGER NULL,
    "submitted_by" TEXT NULL,
    "overdue_at" INTEGER NULL,
    "delegated_to" TEXT NULL,
    "revision" INTEGER NOT NULL
);

CREATE TABLE "leases" (
    "name" TEXT NOT NULL CONSTRAINT "PK_leases" PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "token" INTEGER NOT NULL,
    "until" INTEGER NOT NULL
);

CREATE TABLE "publications" (
    "target" TEXT NOT NULL,
    "handoff_id" TEXT NOT NULL,
    "item_key" TEXT NOT NULL,
    "remote_id" TEXT NULL,
    "content_hash" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "intended_at" INTEGER NOT NULL,
    "done_at" INTEGER NULL,
    CONSTRAINT "PK_publications" PRIMARY KEY ("target", "handoff_id", "item_key")
);

CREATE TABLE "published_versions" (
    "target" TEXT NOT NULL,
    "handoff_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_published_versions" PRIMARY KEY ("target", "handoff_id", "version")
);

CREATE TABLE "signal_sets" (
    "handoff_id" TEXT NOT NULL,
    "dossier_number" INTEGER NOT NULL,
    "engine" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    "remarks" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_signal_sets" PRIMARY KEY ("handoff_id", "dossier_number")
);

CREATE TABLE "source_findings" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_source_findings" PRIMARY KEY AUTOINCREMENT,
    "source" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "line" INTEGER NULL,
    "column" INTEGER NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "work" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_work" PRIMARY KEY,
    "wanted" INTEGER NOT NULL,
    "served" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "stage" TEXT NULL,
    "reason" TEXT NULL,
    "next_at" INTEGER NULL,
    "parked" INTEGER NOT NULL,
    "since" INTEGER NOT NULL
);

CREATE INDEX "IX_attempts_handoff_id_started_at" ON "attempts" ("handoff_id", "started_at");

CREATE INDEX "IX_brief_cards_account_id" ON "brief_cards" ("account_id");

CREATE INDEX "IX_brief_cards_csm_email" ON "brief_cards" ("csm_email");

CREATE INDEX "IX_brief_cards_owner_email" ON "brief_cards" ("owner_email");

CREATE INDEX "IX_brief_cards_won_at" ON "brief_cards" ("won_at");

CREATE INDEX "IX_deals_changed_at" ON "deals" ("changed_at");

CREATE UNIQUE INDEX "IX_deals_organisation_deal_id" ON "deals" ("organisation", "deal_id");

CREATE INDEX "IX_form_entries_handoff_id" ON "form_entries" ("handoff_id");

CREATE UNIQUE INDEX "IX_form_entries_request_id" ON "form_entries" ("request_id");

CREATE INDEX "IX_forms_due_at" ON "forms" ("due_at");

CREATE INDEX "IX_published_versions_handoff_id" ON "published_versions" ("handoff_id");

CREATE INDEX "IX_source_findings_source_place" ON "source_findings" ("source", "place");

CREATE INDEX "IX_work_parked_next_at" ON "work" ("parked", "next_at");


CREATE VIRTUAL TABLE brief_search USING fts5(handoff_id UNINDEXED, body, tokenize = 'unicode61 remove_diacritics 2');
