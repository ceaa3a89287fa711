-- Sign-in codes by mail, notices, assignments.
CREATE TABLE "mail_codes" (
    "browser_hash" TEXT NOT NULL CONSTRAINT "PK_mail_codes" PRIMARY KEY,
    "code_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "from_hash" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL
);
CREATE INDEX "IX_mail_codes_email_asked_at" ON "mail_codes" ("email", "asked_at");
CREATE INDEX "IX_mail_codes_asked_at" ON "mail_codes" ("asked_at");
CREATE TABLE "notices" (
    "key" TEXT NOT NULL CONSTRAINT "PK_notices" PRIMARY KEY,
    "handoff_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "bundle" TEXT NULL,
    "handed" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "next_at" INTEGER NULL,
    "sent_at" INTEGER NULL,
    "error" TEXT NULL
);
CREATE INDEX "IX_notices_handoff_id" ON "notices" ("handoff_id");
CREATE INDEX "IX_notices_recipient_sent_at" ON "notices" ("recipient", "sent_at");
CREATE INDEX "IX_notices_state_next_at" ON "notices" ("state", "next_at");
CREATE TABLE "assignments" (
    "handoff_id" TEXT NOT NULL CONSTRAINT "PK_assignments" PRIMARY KEY,
    "csm_email" TEXT NULL,
    "rule" TEXT NULL,
    "by" TEXT NULL,
    "at" INTEGER NOT NULL,
    "number" INTEGER NOT NULL
);
CREATE INDEX "IX_assignments_csm_email" ON "assignments" ("csm_email");
