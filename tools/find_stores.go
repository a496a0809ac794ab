package tools

import (
	"context"
	_ "embed"
	"slices"

	"github.com/molarhq/molar"
)

//go:embed find_stores.md
var findStoresText string

// FindStoresArgs asks for all stores, or, with Choose, for the one to book at.
type FindStoresArgs struct {
	Choose    bool            `json:"choose,omitempty" jsonschema_description:"apply the clinic's rules and pick the store for a booking"`
	Named     molar.StoreID   `json:"named,omitempty" jsonschema_description:"the store that the patient named"`
	Refused   []molar.StoreID `json:"refused,omitempty" jsonschema_description:"stores that the patient does not want"`
	Doctor    molar.DoctorID  `json:"doctor,omitempty" jsonschema_description:"the doctor that the patient named"`
	Patient   molar.PatientID `json:"patient,omitempty"`
	Treatment molar.Treatment `json:"treatment,omitempty"`
	Project   molar.ProjectID `json:"project,omitempty" jsonschema_description:"when a project rather than a treatment is wished"`
}

// FindStoresResult lists the stores that see patients. With Choose, Store and
// Rule say which one and why; an empty Store means that the patient has to
// choose among Stores.
type FindStoresResult struct {
	Stores   []molar.Store   `json:"stores"`
	Store    molar.StoreID   `json:"store,omitempty"`
	Rule     molar.StoreRule `json:"rule,omitempty"`
	FollowUp *molar.FollowUp `json:"follow_up,omitempty"`
}

// FindStores lists the stores, or settles one by the six rules of product.md
// §6. Visits, charges and appointments count only for a patient who is linked
// to the chat; they are used here and not returned.
var FindStores = Verb[FindStoresArgs, FindStoresResult]{
	Name: "find_stores", Text: findStoresText, Run: findStores,
}

func findStores(ctx context.Context, env *Env, args FindStoresArgs) (FindStoresResult, error) {
	all, err := env.Clinic.Stores(ctx)
	if err != nil {
		return FindStoresResult{}, err
	}
	var result FindStoresResult
	all = slices.DeleteFunc(slices.Clone(all), func(s molar.Store) bool { return slices.Contains(args.Refused, s.ID) })
	for _, s := range all {
		if s.SeesPatients() {
			result.Stores = append(result.Stores, s)
		}
	}
	if !args.Choose {
		return result, nil
	}
	facts := molar.StoreFacts{Now: env.Now, Stores: all, Named: args.Named}
	if args.Doctor != "" {
		doctors, err := env.Clinic.Doctors(ctx)
		if err != nil {
			return FindStoresResult{}, err
		}
		for _, d := range doctors {
			if d.ID == args.Doctor {
				facts.DoctorStores = d.Stores
			}
		}
	}
	if env.Bookable(args.Patient) {
		if err := addPatientFacts(ctx, env, args, &facts); err != nil {
			return FindStoresResult{}, err
		}
	}
	store, rule, candidates := molar.ChooseStore(facts)
	result.Store, result.Rule, result.FollowUp = store, rule, facts.FollowUp
	if store == "" {
		result.Stores = candidates
	}
	return result, nil
}

// addPatientFacts fills in what rules 2 to 5 look at. An unlinked chat hears
// nothing of appointments, visits and charges, not even by way of a store that
// was chosen because of them.
func addPatientFacts(ctx context.Context, env *Env, args FindStoresArgs, facts *molar.StoreFacts) error {
	patients, err := env.Clinic.Patients(ctx, []molar.PatientID{args.Patient})
	if err != nil {
		return err
	}
	for _, p := range patients {
		facts.HomeStore = p.HomeStore
	}
	if !env.Linked(args.Patient) {
		return nil
	}
	history, err := env.Clinic.History(ctx, args.Patient)
	if err != nil {
		return err
	}
	facts.Appointments, facts.Visits = history.Appointments, history.Visits
	categories := env.Rules.Mapping.CategoriesOf(args.Project)
	if c := args.Treatment.Category(); c != "" {
		categories = []molar.Category{c}
	}
	for _, c := range categories {
		if f, ok := molar.FindFollowUp(env.Now.In(env.Zone), c, env.Rules.FollowUpMonths, history.Charges, history.Visits, env.Rules.Mapping); ok {
			facts.FollowUp = &f
			break
		}
	}
	return nil
}
