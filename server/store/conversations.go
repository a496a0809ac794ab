package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// lockConversation holds the turn's conversation until the transaction ends,
// and begins it as a single chat where it does not exist yet.
func (tx *Tx) lockConversation(ctx context.Context) error {
	b := &pgx.Batch{} // one round trip
	// Of two first turns the second waits here for the end of the first …
	b.Queue(`
		INSERT INTO conversations (org_id, id, kind)
		VALUES ($1, $2, 'single')
		ON CONFLICT DO NOTHING`, tx.org, tx.conv)
	// … and here it finds what that one has made.
	b.Queue(`
		SELECT
		FROM conversations
		WHERE org_id = $1 AND id = $2
		FOR UPDATE`, tx.org, tx.conv)
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("lock conversation %s: %w", tx.conv, err)
	}
	return nil
}

// Conversation returns the locked conversation.
func (tx *Tx) Conversation(ctx context.Context) (molar.Conversation, error) {
	return conversation(ctx, tx.tx, tx.org, tx.conv)
}

// Conversation returns a conversation as the last turn left it. CodeNotFound
// when there is none.
func (o *Org) Conversation(ctx context.Context, id molar.ConversationID) (molar.Conversation, error) {
	return conversation(ctx, o.db.pool, o.id, id)
}

func conversation(ctx context.Context, q querier, org molar.OrgID, id molar.ConversationID) (molar.Conversation, error) {
	rows, _ := q.Query(ctx, `
		SELECT id, kind, bot_id AS bot, owner, category,
			(SELECT jsonb_object_agg(m.id, m.role)
			 FROM members m
			 WHERE m.org_id = c.org_id AND m.conversation_id = c.id) AS members,
			coalesce(hold_until, '0001-01-01 00:00:00Z') AS hold_until,
			coalesce(yield_until, '0001-01-01 00:00:00Z') AS yield_until,
			turns
		FROM conversations c
		WHERE org_id = $1 AND id = $2`, org, id)
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[molar.Conversation])
	if errors.Is(err, pgx.ErrNoRows) {
		return c, molar.Errorf(molar.CodeNotFound, "there is no conversation %s", id)
	}
	if err != nil {
		return c, fmt.Errorf("read conversation %s: %w", id, explain(err))
	}
	return c, nil
}

// SaveConversation stores the kind, hold, yield and turn count of the locked
// conversation, and adds members that are new.
func (tx *Tx) SaveConversation(ctx context.Context, c molar.Conversation) error {
	if c.ID != tx.conv {
		return fmt.Errorf("save conversation %s: the turn is of %s", c.ID, tx.conv)
	}
	var ids, roles []string
	for id, role := range c.Members {
		ids, roles = append(ids, id), append(roles, string(role))
	}
	b := &pgx.Batch{}
	b.Queue(`
		UPDATE conversations
		SET kind = $3, hold_until = $4, yield_until = $5, turns = $6
		WHERE org_id = $1 AND id = $2`,
		tx.org, tx.conv, c.Kind, orNull(instant(c.HoldUntil)), orNull(instant(c.YieldUntil)), c.Turns)
	if len(ids) > 0 {
		b.Queue(`
			INSERT INTO members (org_id, conversation_id, id, role)
			SELECT $1, $2, id, role
			FROM unnest($3::text[], $4::text[]) AS m (id, role)
			ON CONFLICT DO NOTHING`, tx.org, tx.conv, ids, roles)
	}
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("save conversation %s: %w", c.ID, err)
	}
	return nil
}

// importConversations replaces members; a conversation that is known keeps its
// hold, yield and turn count.
func importConversations(b *pgx.Batch, org molar.OrgID, list []molar.Conversation) {
	type member struct {
		Conversation molar.ConversationID `json:"conversation"`
		ID           string               `json:"id"`
		Role         molar.Role           `json:"role"`
	}
	var members []member
	ids := make([]molar.ConversationID, len(list))
	rows := make([]molar.Conversation, len(list))
	for i, c := range list {
		for id, role := range c.Members {
			members = append(members, member{c.ID, id, role})
		}
		c.HoldUntil, c.YieldUntil, c.Members = instant(c.HoldUntil), instant(c.YieldUntil), nil
		ids[i], rows[i] = c.ID, c
	}
	queueRows(b, `
		INSERT INTO conversations (org_id, id, kind, bot_id, owner, category, hold_until, yield_until, turns)
		SELECT $1, "ID", "Kind", "Bot", "Owner", "Category",
			nullif("HoldUntil", '0001-01-01 00:00:00Z'), nullif("YieldUntil", '0001-01-01 00:00:00Z'), "Turns"
		FROM json_to_recordset($2) AS c (
			"ID" text, "Kind" text, "Bot" text, "Owner" text, "Category" text,
			"HoldUntil" timestamptz, "YieldUntil" timestamptz, "Turns" integer)
		ON CONFLICT (org_id, id) DO UPDATE SET
			kind = excluded.kind, bot_id = excluded.bot_id, owner = excluded.owner, category = excluded.category`, org, rows)
	b.Queue(`
		DELETE FROM members
		WHERE org_id = $1 AND conversation_id = ANY($2)`, org, ids)
	queueRows(b, `
		INSERT INTO members (org_id, conversation_id, id, role)
		SELECT $1, conversation, id, role
		FROM json_to_recordset($2) AS m (conversation text, id text, role text)`, org, members)
}
