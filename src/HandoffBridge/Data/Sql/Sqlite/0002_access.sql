-- Sessions and one-time sign-in secrets.
CREATE TABLE sessions (
    key_hash TEXT NOT NULL CONSTRAINT "PK_sessions" PRIMARY KEY,
    ticket BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    email TEXT NOT NULL
);
CREATE INDEX "IX_sessions_expires_at" ON sessions (expires_at);
CREATE TABLE sign_in_codes (
    code_hash TEXT NOT NULL CONSTRAINT "PK_sign_in_codes" PRIMARY KEY,
    email TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL
);
CREATE INDEX "IX_sign_in_codes_email" ON sign_in_codes (email);
