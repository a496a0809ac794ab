-- +goose Up
-- The chats: whose they are, where each dialogue stands, what was said and why.

CREATE TABLE conversations (
    org_id      text COLLATE "C" NOT NULL,
    id          text COLLATE "C" NOT NULL,
    kind        text NOT NULL,
    bot_id      text COLLATE "C" NOT NULL DEFAULT '',
    owner       text COLLATE "C" NOT NULL DEFAULT '',
    category    text NOT NULL DEFAULT '',
    hold_until  timestamptz, -- null: no handoff is open
    yield_until timestamptz, -- null: no staff member wrote
    turns       integer NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id)
);

CREATE TABLE members (
    org_id          text COLLATE "C" NOT NULL,
    conversation_id text COLLATE "C" NOT NULL,
    id              text COLLATE "C" NOT NULL,
    role            text NOT NULL,
    PRIMARY KEY (org_id, conversation_id, id)
);

-- What the agent writes as JSON is kept as json, not jsonb: byte for byte as
-- it was, so that a turn can be run again on it, and with whatever characters
-- a patient typed (jsonb refuses \u0000).
CREATE TABLE sessions (
    org_id          text COLLATE "C" NOT NULL,
    conversation_id text COLLATE "C" NOT NULL,
    contact_id      text COLLATE "C" NOT NULL,
    state           json NOT NULL,
    PRIMARY KEY (org_id, conversation_id, contact_id)
);

CREATE TABLE turns (
    org_id          text COLLATE "C" NOT NULL,
    conversation_id text COLLATE "C" NOT NULL,
    number          integer NOT NULL,
    speaker         text COLLATE "C" NOT NULL,
    at              timestamptz NOT NULL,
    ruleset         integer NOT NULL,
    brain           text NOT NULL,
    input           json,
    commands        json,
    plan            json,
    tools           json,
    outcome         json,
    took_ns         bigint NOT NULL,
    PRIMARY KEY (org_id, conversation_id, number)
);

CREATE TABLE outbox (
    org_id          text COLLATE "C" NOT NULL,
    seq             bigint GENERATED ALWAYS AS IDENTITY, -- the order in which they arose
    id              text COLLATE "C" NOT NULL,
    conversation_id text COLLATE "C" NOT NULL,
    turn            integer NOT NULL,
    recipient       text COLLATE "C" NOT NULL, -- a contact or a member of staff
    script          text NOT NULL,
    knowledge       text NOT NULL,
    text            text NOT NULL,
    at              timestamptz NOT NULL, -- not to be sent before
    PRIMARY KEY (org_id, seq),
    CONSTRAINT outbox_once UNIQUE (org_id, id)
);

CREATE TABLE handoffs (
    org_id          text COLLATE "C" NOT NULL,
    seq             bigint GENERATED ALWAYS AS IDENTITY,
    conversation_id text COLLATE "C" NOT NULL,
    code            text NOT NULL,
    urgent          boolean NOT NULL,
    repeat          boolean NOT NULL,
    silent          boolean NOT NULL,
    contact_id      text COLLATE "C" NOT NULL,
    patient_id      text COLLATE "C" NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (org_id, seq)
);

-- Writes that must happen once, by idempotency key, with what they returned
-- (null while the first is still at it).
CREATE TABLE writes (
    org_id     text COLLATE "C" NOT NULL,
    key        text COLLATE "C" NOT NULL,
    result     bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, key)
);
