package world

import (
	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

func (r *reading) conversation(id molar.ConversationID, v strictyaml.Value) molar.Conversation {
	m := v.Map("kind", "bot", "owner", "members", "category")
	c := molar.Conversation{
		ID:       id,
		Kind:     word(m.Get("kind"), molar.Single, molar.Group),
		Category: m.Get("category").Text(),
		Owner:    m.Get("owner").Text(),
	}
	if bot := m.Get("bot"); bot.Written() {
		c.Bot = reference(bot, "bot", r.bots)
	}
	for _, f := range m.Get("members").Fields() {
		role := word(f.Value, molar.RoleCustomer, molar.RoleStaff, molar.RoleBot)
		checkID(f.Key, f.Name)
		if _, ok := r.staff[molar.StaffID(f.Name)]; role == molar.RoleStaff && !ok {
			f.Key.Fail("no member of staff is called %s", f.Name)
		}
		if _, ok := r.bots[molar.BotID(f.Name)]; role == molar.RoleBot && !ok {
			f.Key.Fail("no bot is called %s", f.Name)
		}
		if c.Members == nil {
			c.Members = map[string]molar.Role{}
		}
		c.Members[f.Name] = role
	}
	if c.Owner != "" && !r.mayOwn(c) {
		m.Get("owner").Fail("%s is no bot, no member of staff and no member of this chat", c.Owner)
	}
	return c
}

func (r *reading) mayOwn(c molar.Conversation) bool {
	_, bot := r.bots[molar.BotID(c.Owner)]
	_, staff := r.staff[molar.StaffID(c.Owner)]
	_, member := c.Members[c.Owner]
	return bot || staff || member
}
