-- +goose Up
-- btree_gist lets an exclusion constraint compare a doctor's id together with
-- a time range; vector holds the embeddings of knowledge entries.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS vector;
