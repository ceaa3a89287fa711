-- Sessions and one-time sign-in secrets.
CREATE TABLE sessions (
    key_hash text NOT NULL CONSTRAINT "PK_sessions" PRIMARY KEY,
    ticket bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    email text NOT NULL
);
CREATE INDEX "IX_sessions_expires_at" ON sessions (expires_at);
CREATE TABLE sign_in_codes (
    code_hash text NOT NULL CONSTRAINT "PK_sign_in_codes" PRIMARY KEY,
    email text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries integer NOT NULL
);
CREATE INDEX "IX_sign_in_codes_email" ON sign_in_codes (email);
