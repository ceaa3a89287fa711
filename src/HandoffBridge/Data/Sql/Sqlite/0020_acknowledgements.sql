-- Accept or return, questions to the seller, what became of commitments, what each reader has read; the customer's letter.
CREATE TABLE "acknowledgements" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_acknowledgements" PRIMARY KEY AUTOINCREMENT,
    "handoff_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT NULL,
    "item_id" TEXT NULL,
    "words" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "request_id" TEXT NOT NULL
);
CREATE INDEX "IX_acknowledgements_handoff_id" ON "acknowledgements" ("handoff_id");
CREATE UNIQUE INDEX "IX_acknowledgements_request_id" ON "acknowledgements" ("request_id");
CREATE TABLE "delivery_questions" (
    "id" TEXT NOT NULL CONSTRAINT "PK_delivery_questions" PRIMARY KEY,
    "handoff_id" TEXT NOT NULL,
    "item_id" TEXT NULL,
    "text" TEXT NOT NULL,
    "restricted" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" INTEGER NOT NULL
);
CREATE INDEX "IX_delivery_questions_handoff_id" ON "delivery_questions" ("handoff_id");
CREATE TABLE "commitment_outcomes" (
    "handoff_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    CONSTRAINT "PK_commitment_outcomes" PRIMARY KEY ("handoff_id", "item_id")
);
CREATE TABLE "brief_reads" (
    "handoff_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "before" INTEGER NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_brief_reads" PRIMARY KEY ("handoff_id", "email")
);
CREATE INDEX "IX_brief_reads_email_handoff_id" ON "brief_reads" ("email", "handoff_id");
CREATE TABLE "letters" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_letters" PRIMARY KEY,
    "edits" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "edited_by" TEXT NULL,
    "edited_at" INTEGER NULL,
    "approved_hash" TEXT NULL,
    "approved_by" TEXT NULL,
    "approved_at" INTEGER NULL
);
CREATE INDEX "IX_brief_cards_next_due" ON "brief_cards" ("next_due");
