package world

import (
	"math"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// defaultZone is the zone of an org that names none.
const defaultZone = "Asia/Shanghai"

// keys are what a world may have at the top, in the order in which they are
// read: what is named before what names it.
var keys = []string{
	"org", "clock", "seed", "stores", "projects", "treatments", "default_project", "doctors", "schedule",
	"patients", "appointments", "visits", "charges", "knowledge", "staff", "bots", "contacts", "conversations", "ruleset",
}

// reading is a world on its way in, with what its references may name.
type reading struct {
	world    *molar.World
	stores   map[molar.StoreID]molar.Store
	projects map[molar.ProjectID]molar.Project
	doctors  map[molar.DoctorID]molar.Doctor
	patients map[molar.PatientID]molar.Patient
	staff    map[molar.StaffID]molar.Staff
	bots     map[molar.BotID]molar.Bot
}

func read(reader *strictyaml.Reader, top *yaml.Node) (*molar.World, error) {
	v := reader.Value(top)
	m := v.Map(keys...)
	r := &reading{world: &molar.World{}}
	r.org(v, m.Get("org"))
	r.world.Now = r.time(m.Get("clock").Map("now").Need("now"))
	r.world.Seed = uint64(m.Get("seed").Int(0, math.MaxInt))
	r.world.Stores, r.stores = entries(m.Get("stores"), r.store)
	r.world.Projects, r.projects = entries(m.Get("projects"), r.project)
	r.world.Doctors, r.doctors = entries(m.Get("doctors"), r.doctor)
	r.world.Shifts = r.schedule(m.Get("schedule"))
	r.world.Patients, r.patients = entries(m.Get("patients"), r.patient)
	r.world.Appointments = r.appointments(m.Get("appointments"))
	r.world.Visits = list(m.Get("visits"), r.visit)
	r.world.Charges = list(m.Get("charges"), r.charge)
	r.world.Knowledge = r.knowledge(m.Get("knowledge"))
	r.world.Staff, r.staff = entries(m.Get("staff"), r.member)
	r.world.Bots, r.bots = entries(m.Get("bots"), r.bot)
	r.world.Contacts, _ = entries(m.Get("contacts"), r.contact)
	r.world.Conversations, _ = entries(m.Get("conversations"), r.conversation)
	r.ruleset(m)
	if err := reader.Err(); err != nil {
		return nil, err
	}
	return r.world, nil
}

func (r *reading) org(top, v strictyaml.Value) {
	m := v.Map("name", "zone")
	r.world.Org.Name = m.Get("name").Text()
	r.world.Org.Zone = time.UTC
	at, name := top, defaultZone
	if zone := m.Get("zone"); zone.Written() {
		at, name = zone, zone.Text()
	}
	zone, err := time.LoadLocation(name)
	if err != nil || zone == time.Local {
		at.Fail("%q is no time zone such as %s: %v", name, defaultZone, err)
		return
	}
	r.world.Org.Zone = zone
}

// entries reads a map of ids, in the order in which it is written.
func entries[K ~string, T any](v strictyaml.Value, one func(K, strictyaml.Value) T) ([]T, map[K]T) {
	var all []T
	known := map[K]T{}
	for _, f := range v.Fields() {
		id := K(f.Name)
		checkID(f.Key, f.Name)
		entry := one(id, f.Value)
		all = append(all, entry)
		known[id] = entry
	}
	return all, known
}

// list reads a list of maps.
func list[T any](v strictyaml.Value, one func(strictyaml.Value) T) []T {
	var all []T
	for _, item := range v.List() {
		all = append(all, one(item))
	}
	return all
}
