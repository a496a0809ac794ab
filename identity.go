package molar

// MatchPatients returns the records that carry exactly this name and phone.
// Both are needed: a child may share the parent's phone, and two people may
// share a name.
func MatchPatients(patients []Patient, name PersonName, phone Phone) []Patient {
	var found []Patient
	for _, p := range patients {
		if name != "" && p.Name == name && phone != "" && p.Phone == phone {
			found = append(found, p)
		}
	}
	return found
}
