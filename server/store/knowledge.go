package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Knowledge returns the entries of a category, ordered by id.
func (tx *Tx) Knowledge(ctx context.Context, category molar.HandoffCode) ([]molar.KnowledgeEntry, error) {
	return all[molar.KnowledgeEntry](ctx, tx.tx, "knowledge", `
		SELECT id, category, question, similar_questions AS similar, answer
		FROM knowledge
		WHERE org_id = $1 AND category = $2
		ORDER BY id`, tx.org, category)
}

func importKnowledge(b *pgx.Batch, org molar.OrgID, list []molar.KnowledgeEntry) {
	queueRows(b, `
		INSERT INTO knowledge (org_id, id, category, question, similar_questions, answer)
		SELECT $1, id, category, question, nullif("similar", '{}'), answer
		FROM json_to_recordset($2) AS k (id text, category text, question text, "similar" text[], answer text)
		ON CONFLICT (org_id, id) DO UPDATE SET
			category = excluded.category, question = excluded.question,
			similar_questions = excluded.similar_questions, answer = excluded.answer`, org, list)
}
