-- +goose Up
-- A ruleset is one document. Versions never change; the last publication says
-- which of them is live.

CREATE TABLE rulesets (
    org_id   text COLLATE "C" NOT NULL,
    version  integer NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (org_id, version)
);

CREATE TABLE ruleset_publications (
    org_id   text COLLATE "C" NOT NULL,
    seq      bigint GENERATED ALWAYS AS IDENTITY,
    version  integer NOT NULL,
    restored boolean NOT NULL, -- by a rollback
    at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, seq)
);

CREATE TABLE ruleset_drafts (
    org_id   text COLLATE "C" PRIMARY KEY,
    document jsonb NOT NULL
);
