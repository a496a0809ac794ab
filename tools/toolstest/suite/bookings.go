package suite

import (
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/tools"
)

// hold is a hold of Doctor Zhang's time for Xu Xiaoyu, asked for in c1.
func hold(id molar.AppointmentID, when molar.Interval) molar.Hold {
	return molar.Hold{
		ID: id, Conversation: "c1", Contact: "u_xu", Patient: "p_xu", Store: "zhangjiang", Doctor: "zhang", Project: "filling",
		Interval: when, Expires: now.Add(10 * time.Minute),
	}
}

// holdFor is hold for somebody else.
func holdFor(patient molar.PatientID, contact molar.ContactID, id molar.AppointmentID, when molar.Interval) molar.Hold {
	h := hold(id, when)
	h.Patient, h.Contact = patient, contact
	return h
}

var bookingPromises = []promise{
	{"HoldBecomesAnAppointment", func(t *testing.T, c *clinic) {
		h := hold("h1", span(24, 14, 0, 60))
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), h, now) })
		c.turn("c1", func(tx agent.Ledger) error {
			a, err := tx.Book(t.Context(), "h1", now)
			same(t, a, h.Book())
			return err
		})
		same(t, c.appointment("h1"), h.Book())
	}},
	{"BookTwiceIsOneAppointment", func(t *testing.T, c *clinic) {
		h := hold("h1", span(24, 14, 0, 60))
		c.turn("c1", func(tx agent.Ledger) error {
			if err := tx.Hold(t.Context(), h, now); err != nil {
				return err
			}
			for range 2 {
				a, err := tx.Book(t.Context(), "h1", now)
				if err != nil {
					return err
				}
				same(t, a, h.Book())
			}
			return nil
		})
		c.turn("c1", func(tx agent.Ledger) error {
			a, err := tx.Book(t.Context(), "h1", h.Expires.Add(time.Hour))
			same(t, a, h.Book())
			return err
		})
		same(t, len(c.books().Appointments), 5)
	}},
	{"HoldThatIsGoneCannotBeBooked", func(t *testing.T, c *clinic) {
		h := hold("h1", span(24, 14, 0, 60))
		c.turn("c1", func(tx agent.Ledger) error {
			_, err := tx.Book(t.Context(), "h0", now)
			fails(t, err, molar.CodeConflict, "")
			if err := tx.Hold(t.Context(), h, now); err != nil {
				return err
			}
			_, err = tx.Book(t.Context(), "h1", h.Expires)
			fails(t, err, molar.CodeConflict, "")
			if err := tx.Release(t.Context(), "h1"); err != nil {
				return err
			}
			_, err = tx.Book(t.Context(), "h1", now)
			fails(t, err, molar.CodeConflict, "")
			return tx.Release(t.Context(), "h1")
		})
		same(t, len(c.books().Appointments), 4)
	}},
	{"ReleaseLeavesAppointmentsAlone", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Release(t.Context(), "a1") })
		c.appointment("a1")
	}},
	{"DoctorsTimeIsTakenOnce", func(t *testing.T, c *clinic) {
		for _, taken := range []molar.Interval{span(24, 9, 0, 60), span(24, 8, 0, 61), span(24, 9, 59, 30), span(24, 9, 15, 15), span(24, 8, 0, 180)} {
			c.turn("c1", func(tx agent.Ledger) error {
				fails(t, tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h1", taken), now), molar.CodeConflict, "doctor")
				return nil
			})
		}
		c.turn("c1", func(tx agent.Ledger) error { // it begins where the other ends
			return tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h1", span(24, 10, 0, 30)), now)
		})
	}},
	{"PatientsTimeIsTakenOnce", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			h := hold("h1", span(24, 9, 30, 60))
			h.Doctor = "li"
			fails(t, tx.Hold(t.Context(), h, now), molar.CodeConflict, "patient")
			h.Start, h.End = at(24, 10, 0), at(24, 10, 30)
			return tx.Hold(t.Context(), h, now)
		})
	}},
	{"DoctorIsNamedFirst", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			fails(t, tx.Hold(t.Context(), hold("h1", span(24, 9, 0, 60)), now), molar.CodeConflict, "doctor")
			return nil
		})
	}},
	{"HoldOfAnotherKeepsTheSlot", func(t *testing.T, c *clinic) {
		slot := span(24, 14, 0, 60)
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), hold("h1", slot), now) })
		late := holdFor("p_kid", "u_dad", "h2", slot)
		late.Conversation, late.Expires = "c2", now.Add(time.Hour)
		c.turn("c2", func(tx agent.Ledger) error {
			fails(t, tx.Hold(t.Context(), late, now), molar.CodeConflict, "doctor")
			return nil
		})
		c.turn("c2", func(tx agent.Ledger) error { return tx.Hold(t.Context(), late, now.Add(10*time.Minute)) })
		c.turn("c1", func(tx agent.Ledger) error {
			_, err := tx.Book(t.Context(), "h1", now.Add(10*time.Minute))
			fails(t, err, molar.CodeConflict, "")
			return nil
		})
	}},
	{"ExpiredHoldOfThePatientGivesWay", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), hold("h1", span(24, 14, 0, 60)), now) })
		c.turn("c2", func(tx agent.Ledger) error {
			h := hold("h2", span(24, 14, 30, 60))
			h.Conversation, h.Doctor = "c2", "li"
			fails(t, tx.Hold(t.Context(), h, now), molar.CodeConflict, "patient")
			return tx.Hold(t.Context(), h, now.Add(10*time.Minute))
		})
	}},
	{"NewHoldReplacesTheContactsOwn", func(t *testing.T, c *clinic) {
		c.turn("g1", func(tx agent.Ledger) error {
			for _, h := range []molar.Hold{
				holdFor("p_kid", "u_dad", "h1", span(24, 13, 30, 30)),
				hold("h2", span(24, 14, 0, 60)),
				hold("h3", span(24, 14, 30, 60)), // overlaps h2, which goes
			} {
				h.Conversation = "g1"
				if err := tx.Hold(t.Context(), h, now); err != nil {
					return err
				}
			}
			if _, err := tx.Book(t.Context(), "h1", now); err != nil {
				return err
			}
			_, err := tx.Book(t.Context(), "h2", now)
			fails(t, err, molar.CodeConflict, "")
			_, err = tx.Book(t.Context(), "h3", now)
			return err
		})
	}},
	{"HoldInAnotherChatStays", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), hold("h1", span(24, 14, 0, 60)), now) })
		c.turn("c2", func(tx agent.Ledger) error {
			h := hold("h2", span(24, 16, 0, 60))
			h.Conversation = "c2"
			return tx.Hold(t.Context(), h, now)
		})
		c.turn("c1", func(tx agent.Ledger) error { _, err := tx.Book(t.Context(), "h1", now); return err })
		c.turn("c2", func(tx agent.Ledger) error { _, err := tx.Book(t.Context(), "h2", now); return err })
	}},
	{"ConflictLeavesTheTurnUsable", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			if err := tx.Hold(t.Context(), hold("h1", span(24, 14, 0, 60)), now); err != nil {
				return err
			}
			// The own hold is released though the new one fails.
			fails(t, tx.Hold(t.Context(), hold("h2", span(24, 9, 0, 60)), now), molar.CodeConflict, "doctor")
			_, err := tx.Book(t.Context(), "h1", now)
			fails(t, err, molar.CodeConflict, "")
			if err := tx.Hold(t.Context(), hold("h3", span(24, 15, 0, 60)), now); err != nil {
				return err
			}
			_, err = tx.Book(t.Context(), "h3", now)
			return err
		})
		c.appointment("h3")
	}},
	{"ImpossibleTimesAreInvalid", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			for _, i := range []molar.Interval{span(24, 14, 0, 0), span(24, 14, 0, -1), span(24, 14, 0, 24*60+1)} {
				fails(t, tx.Hold(t.Context(), hold("h1", i), now), molar.CodeInvalid, "end")
			}
			return nil
		})
	}},
	{"ConfirmAsked", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			for range 2 {
				a, err := tx.Confirm(t.Context(), "a1", now)
				if err != nil {
					return err
				}
				if a.Status != molar.Confirmed || a.ConfirmationAsked {
					t.Errorf("got %+v", a)
				}
			}
			return nil
		})
		same(t, c.appointment("a1").Status, molar.Confirmed)
		c.turn("c1", func(tx agent.Ledger) error { return tx.AskConfirmation(t.Context(), "a1") })
		same(t, c.appointment("a1").ConfirmationAsked, true)
	}},
	{"ConfirmRefusesWhatIsOver", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			for _, id := range []molar.AppointmentID{"a0", "a3"} {
				_, err := tx.Confirm(t.Context(), id, now)
				fails(t, err, molar.CodeConflict, "")
			}
			_, err := tx.Confirm(t.Context(), "a1", at(24, 9, 0))
			fails(t, err, molar.CodeConflict, "")
			return nil
		})
	}},
	{"HoldsAndUnknownIdsAreNoAppointments", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			if err := tx.Hold(t.Context(), hold("h1", span(24, 14, 0, 60)), now); err != nil {
				return err
			}
			for _, id := range []molar.AppointmentID{"h1", "nothing"} {
				_, err := tx.Confirm(t.Context(), id, now)
				fails(t, err, molar.CodeNotFound, "")
				fails(t, tx.AskConfirmation(t.Context(), id), molar.CodeNotFound, "")
			}
			return nil
		})
	}},
}

// moveHold is a hold that moves a1 (24th, 9:00 to 10:00).
func moveHold(id molar.AppointmentID, when molar.Interval) molar.Hold {
	h := hold(id, when)
	h.Moves = "a1"
	return h
}

var movePromises = []promise{
	{"MoveKeepsTheId", func(t *testing.T, c *clinic) {
		to := span(24, 14, 0, 60)
		c.turn("c1", func(tx agent.Ledger) error {
			if _, err := tx.Confirm(t.Context(), "a1", now); err != nil {
				return err
			}
			return tx.Hold(t.Context(), moveHold("h1", to), now)
		})
		want := world("").Appointments[1]
		want.Interval, want.ConfirmationAsked = to, false
		c.turn("c1", func(tx agent.Ledger) error {
			a, err := tx.Move(t.Context(), "h1", now)
			same(t, a, want)
			return err
		})
		same(t, c.appointment("a1"), want)
		same(t, len(c.books().Appointments), 4)
		same(t, read(c, busy([]molar.DoctorID{"zhang"}, span(24, 0, 0, 24*60), now, tools.Except{})), []molar.Busy{{Doctor: "zhang", Interval: to}})
		// The old time is free for others, the new one is not.
		c.turn("c2", func(tx agent.Ledger) error {
			fails(t, tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h2", to), now), molar.CodeConflict, "doctor")
			return tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h2", span(24, 9, 0, 60)), now)
		})
	}},
	{"MoveMayOverlapItself", func(t *testing.T, c *clinic) {
		for n, to := range []molar.Interval{span(24, 9, 30, 60), span(24, 9, 0, 60), span(24, 8, 30, 60), span(24, 8, 30, 60)} {
			id := molar.AppointmentID("h" + string(rune('1'+n)))
			c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), moveHold(id, to), now) })
			c.turn("c1", func(tx agent.Ledger) error { _, err := tx.Move(t.Context(), id, now); return err })
			same(t, c.appointment("a1").Interval, to)
		}
	}},
	{"MoveHoldKeepsTheNewTimeAlone", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), moveHold("h1", span(24, 9, 30, 60)), now) })
		c.turn("c2", func(tx agent.Ledger) error {
			for _, taken := range []molar.Interval{span(24, 10, 0, 30), span(24, 9, 0, 30)} {
				fails(t, tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h2", taken), now), molar.CodeConflict, "doctor")
			}
			return tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h2", span(24, 10, 30, 30)), now)
		})
	}},
	{"MoveOntoAnotherIsAConflict", func(t *testing.T, c *clinic) {
		c.turn("c2", func(tx agent.Ledger) error {
			return tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h1", span(24, 10, 0, 30)), now)
		})
		c.turn("c1", func(tx agent.Ledger) error {
			fails(t, tx.Hold(t.Context(), moveHold("h2", span(24, 9, 30, 60)), now), molar.CodeConflict, "doctor")
			return nil
		})
	}},
	{"MoveKeepsEverythingElse", func(t *testing.T, c *clinic) {
		for field, change := range map[string]func(*molar.Hold){
			"patient": func(h *molar.Hold) { h.Patient = "p_kid" },
			"store":   func(h *molar.Hold) { h.Store = "jingan" },
			"doctor":  func(h *molar.Hold) { h.Doctor = "li" },
			"project": func(h *molar.Hold) { h.Project = "exam" },
			"end":     func(h *molar.Hold) { h.End = h.End.Add(time.Minute) },
		} {
			h := moveHold("h1", span(24, 14, 0, 60))
			change(&h)
			c.turn("c1", func(tx agent.Ledger) error {
				fails(t, tx.Hold(t.Context(), h, now), molar.CodeInvalid, field)
				return nil
			})
		}
	}},
	{"MoveHoldNeedsAnAppointmentToMove", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			h := moveHold("h1", span(24, 14, 0, 60))
			h.Moves = "nothing"
			fails(t, tx.Hold(t.Context(), h, now), molar.CodeNotFound, "")
			h.Moves = "a0"
			fails(t, tx.Hold(t.Context(), h, now), molar.CodeConflict, "")
			fails(t, tx.Hold(t.Context(), moveHold("h1", span(23, 9, 0, 60)), now), molar.CodeInvalid, "start")
			return nil
		})
	}},
	{"BookAndMoveAreNotOneAnother", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			if err := tx.Hold(t.Context(), moveHold("h1", span(24, 14, 0, 60)), now); err != nil {
				return err
			}
			_, err := tx.Book(t.Context(), "h1", now)
			fails(t, err, molar.CodeInvalid, "hold")
			if err := tx.Hold(t.Context(), hold("h2", span(24, 14, 0, 60)), now); err != nil {
				return err
			}
			_, err = tx.Move(t.Context(), "h2", now)
			fails(t, err, molar.CodeInvalid, "hold")
			_, err = tx.Move(t.Context(), "a1", now)
			fails(t, err, molar.CodeInvalid, "hold")
			_, err = tx.Move(t.Context(), "h1", now) // replaced by h2
			fails(t, err, molar.CodeConflict, "")
			return nil
		})
	}},
	{"MoveAfterTheHoldExpired", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), moveHold("h1", span(24, 14, 0, 60)), now) })
		c.turn("c1", func(tx agent.Ledger) error {
			_, err := tx.Move(t.Context(), "h1", now.Add(10*time.Minute))
			fails(t, err, molar.CodeConflict, "")
			return nil
		})
		same(t, c.appointment("a1").Interval, span(24, 9, 0, 60))
	}},
	{"MoveOfWhatWasCancelledMeanwhile", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), moveHold("h1", span(24, 14, 0, 60)), now) })
		w := emptyWorld(c)
		w.Appointments = []molar.Appointment{world("").Appointments[1]}
		w.Appointments[0].Status = molar.Cancelled
		mustImport(t, c, w)
		c.turn("c1", func(tx agent.Ledger) error {
			_, err := tx.Move(t.Context(), "h1", now)
			fails(t, err, molar.CodeConflict, "")
			return nil
		})
	}},
	{"MoveOfWhatWasMovedMeanwhile", func(t *testing.T, c *clinic) {
		// The hold relied on 9:30 to 10:00 being the appointment's own.
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), moveHold("h1", span(24, 9, 30, 60)), now) })
		w := emptyWorld(c)
		w.Appointments = []molar.Appointment{world("").Appointments[1]}
		w.Appointments[0].Interval = span(24, 15, 0, 60)
		mustImport(t, c, w)
		c.turn("c2", func(tx agent.Ledger) error {
			return tx.Hold(t.Context(), holdFor("p_kid", "u_dad", "h2", span(24, 9, 0, 60)), now)
		})
		c.turn("c1", func(tx agent.Ledger) error {
			_, err := tx.Move(t.Context(), "h1", now)
			fails(t, err, molar.CodeConflict, "")
			return nil
		})
		same(t, c.appointment("a1").Interval, span(24, 15, 0, 60))
	}},
}
