-- Sign-in codes by mail, notices, assignments.
CREATE TABLE "mail_codes" (
    "browser_hash" text NOT NULL CONSTRAINT "PK_mail_codes" PRIMARY KEY,
    "code_hash" text NOT NULL,
    "email" text NOT NULL,
    "from_hash" text NOT NULL,
    "asked_at" timestamp with time zone NOT NULL,
    "tries" integer NOT NULL
);
CREATE INDEX "IX_mail_codes_email_asked_at" ON "mail_codes" ("email", "asked_at");
CREATE INDEX "IX_mail_codes_asked_at" ON "mail_codes" ("asked_at");
CREATE TABLE "notices" (
    "key" text NOT NULL CONSTRAINT "PK_notices" PRIMARY KEY,
    "handoff_id" text NOT NULL,
    "kind" text NOT NULL,
    "slot" text NOT NULL,
    "recipient" text NOT NULL,
    "at" timestamp with time zone NOT NULL,
    "state" text NOT NULL,
    "bundle" text NULL,
    "handed" integer NOT NULL,
    "refused" integer NOT NULL,
    "next_at" timestamp with time zone NULL,
    "sent_at" timestamp with time zone NULL,
    "error" text NULL
);
CREATE INDEX "IX_notices_handoff_id" ON "notices" ("handoff_id");
CREATE INDEX "IX_notices_recipient_sent_at" ON "notices" ("recipient", "sent_at");
CREATE INDEX "IX_notices_state_next_at" ON "notices" ("state", "next_at");
CREATE TABLE "assignments" (
    "handoff_id" text NOT NULL CONSTRAINT "PK_assignments" PRIMARY KEY,
    "csm_email" text NULL,
    "rule" text NULL,
    "by" text NULL,
    "at" timestamp with time zone NOT NULL,
    "number" integer NOT NULL
);
CREATE INDEX "IX_assignments_csm_email" ON "assignments" ("csm_email");
