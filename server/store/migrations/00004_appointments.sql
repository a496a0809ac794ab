-- +goose Up
-- Appointments, and the holds that become appointments on a yes. Nobody checks
-- whether a time is free before taking it: the two exclusion constraints let
-- one booker through, however many come at once.

CREATE TABLE appointments (
    org_id     text COLLATE "C" NOT NULL,
    id         text COLLATE "C" NOT NULL,
    patient_id text COLLATE "C" NOT NULL,
    store_id   text COLLATE "C" NOT NULL,
    doctor_id  text COLLATE "C" NOT NULL,
    project_id text COLLATE "C" NOT NULL,
    start_at   timestamptz NOT NULL,
    end_at     timestamptz NOT NULL,
    status     text NOT NULL
        CHECK (status IN ('held', 'unconfirmed', 'confirmed', 'arrived', 'cancelled', 'no_show')),
    made_by    text NOT NULL,
    confirmation_asked boolean NOT NULL DEFAULT false,

    -- Who asked for it, and in which chat; null for what the clinic booked.
    conversation_id text COLLATE "C",
    contact_id      text COLLATE "C",
    -- Of a hold alone: until when it lasts, and the appointment that it is to
    -- move.
    expires_at timestamptz,
    moves      text COLLATE "C",

    -- What nobody else may have: the appointment's time, or nothing once it is
    -- cancelled or was missed. A hold that is to move an appointment leaves out
    -- that appointment's own time, or the two would exclude each other where
    -- they overlap (9:00-10:00 to 9:30-10:30); the two last equally long, so
    -- what is left is one stretch, or nothing.
    blocks tstzrange NOT NULL,

    PRIMARY KEY (org_id, id),
    CONSTRAINT appointments_length CHECK (end_at > start_at AND end_at - start_at <= interval '24 hours'),
    CONSTRAINT appointments_hold CHECK ((status = 'held') = (expires_at IS NOT NULL) AND (moves IS NULL OR status = 'held')),
    CONSTRAINT appointments_blocks CHECK (
        CASE status
            WHEN 'held' THEN blocks <@ tstzrange(start_at, end_at)
            WHEN 'cancelled' THEN isempty(blocks)
            WHEN 'no_show' THEN isempty(blocks)
            ELSE blocks = tstzrange(start_at, end_at)
        END),

    -- GiST compares 64-bit hashes at a fourth of the cost of the texts
    -- themselves. Equal ids have equal hashes, so no overlap slips through; two
    -- ids of one org with the same hash, one chance in 10^19, would merely
    -- never be booked at the same time.
    CONSTRAINT appointments_doctor_once EXCLUDE USING gist
        (hashtextextended(doctor_id, 0) WITH =, blocks WITH &&, org_id WITH =),
    CONSTRAINT appointments_patient_once EXCLUDE USING gist
        (hashtextextended(patient_id, 0) WITH =, blocks WITH &&, org_id WITH =)
) WITH (fillfactor = 80);

-- No index depends on the status: booking a hold and confirming an appointment
-- then touch none of them (a heap-only update, for which the pages keep room).
CREATE INDEX appointments_by_doctor ON appointments (org_id, doctor_id, start_at);
CREATE INDEX appointments_by_patient ON appointments (org_id, patient_id, start_at);
CREATE INDEX appointments_by_chat ON appointments (org_id, conversation_id, contact_id)
    WHERE conversation_id IS NOT NULL;
