-- Registers, glossary and the operating review.
CREATE TABLE "glossary_versions" (
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "formula" TEXT NULL,
    "owner" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_glossary_versions" PRIMARY KEY ("key", "version")
);

CREATE TABLE "review_facts" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_review_facts" PRIMARY KEY,
    "stamp" TEXT NOT NULL,
    "deal_name" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "account_name" TEXT NOT NULL,
    "owner_name" TEXT NULL,
    "owner_email" TEXT NULL,
    "approver" TEXT NULL,
    "kind" TEXT NOT NULL,
    "won_at" INTEGER NOT NULL,
    "amount" INTEGER NULL,
    "currency" TEXT NULL,
    "term_months" INTEGER NULL,
    "brief_version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "commitments" INTEGER NOT NULL,
    "unscoped" INTEGER NOT NULL,
    "roadmap_heard" INTEGER NOT NULL,
    "terms_known" INTEGER NOT NULL,
    "terms_off" INTEGER NOT NULL,
    "structure" TEXT NOT NULL,
    "terms" TEXT NOT NULL,
    "readiness_first" INTEGER NULL,
    "response_seconds" INTEGER NULL,
    "brief_seconds" INTEGER NULL,
    "accept_seconds" INTEGER NULL,
    "accepted" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,
    "return_reasons" TEXT NOT NULL,
    "returns" INTEGER NOT NULL,
    "kept" INTEGER NOT NULL,
    "renegotiated" INTEGER NOT NULL,
    "broken" INTEGER NOT NULL,
    "engagement" TEXT NULL,
    "contacts" INTEGER NOT NULL,
    "customer_contacts" INTEGER NOT NULL,
    "silences" INTEGER NOT NULL,
    "went_quiet" INTEGER NOT NULL,
    "voices" INTEGER NOT NULL,
    "customer_share" INTEGER NOT NULL,
    "answered" TEXT NOT NULL,
    "counted_at" INTEGER NOT NULL
);

CREATE TABLE "review_mails" (
    "period" TEXT NOT NULL CONSTRAINT "PK_review_mails" PRIMARY KEY,
    "at" INTEGER NOT NULL
);

CREATE TABLE "review_mentions" (
    "handoff_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "known" INTEGER NOT NULL,
    "due" TEXT NULL,
    CONSTRAINT "PK_review_mentions" PRIMARY KEY ("handoff_id", "item_id")
);

CREATE TABLE "review_targets" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_review_targets" PRIMARY KEY AUTOINCREMENT,
    "number" TEXT NOT NULL,
    "value" INTEGER NULL,
    "by" TEXT NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "roadmap_changes" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_roadmap_changes" PRIMARY KEY AUTOINCREMENT,
    "feature_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "aliases" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "target" TEXT NULL,
    "owner" TEXT NULL,
    "as_of" TEXT NULL,
    "why" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "roadmap_features" (
    "id" TEXT NOT NULL CONSTRAINT "PK_roadmap_features" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "aliases" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "target" TEXT NULL,
    "owner" TEXT NULL,
    "as_of" TEXT NULL,
    "removed" INTEGER NOT NULL
);

CREATE TABLE "standard_limits" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_standard_limits" PRIMARY KEY AUTOINCREMENT,
    "term" TEXT NOT NULL,
    "at_most" INTEGER NULL,
    "at_least" INTEGER NULL,
    "from" TEXT NULL,
    "until" TEXT NULL,
    "why" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" INTEGER NOT NULL,
    "replaced_at" INTEGER NULL,
    "replaced_by" TEXT NULL
);

CREATE INDEX "IX_review_facts_account_id" ON "review_facts" ("account_id");

CREATE INDEX "IX_review_facts_won_at" ON "review_facts" ("won_at");

CREATE INDEX "IX_review_mentions_feature" ON "review_mentions" ("feature");

CREATE INDEX "IX_roadmap_changes_feature_id" ON "roadmap_changes" ("feature_id");

CREATE UNIQUE INDEX "IX_roadmap_features_name_key" ON "roadmap_features" ("name_key");

-- Every handoff counts its facts once.
UPDATE work SET wanted = wanted + 1;
