package molar

import "slices"

// Treatment is a preset, medical kind of work (治疗建议), named in Chinese.
// Clinics map each one to a [Project].
type Treatment string

// Examination is the treatment for a problem that stays unclear.
const Examination Treatment = "口腔检查"

// Category groups treatments (治疗类目). It decides the follow-up window.
type Category string

const (
	Implant      Category = "种植"
	Orthodontics Category = "正畸"
	Restoration  Category = "修复"
	Endodontics  Category = "牙体牙髓"
	Periodontics Category = "牙周"
	Aesthetics   Category = "美学"
	OralSurgery  Category = "口腔外科"
	Preventive   Category = "预防儿牙"
)

// presets lists every preset treatment by category, in the order of the
// product's own list (product.md §4).
var presets = []struct {
	Category   Category
	Treatments []Treatment
}{
	{Implant, []Treatment{"种植治疗", "种植修复", "种植手术"}},
	{Orthodontics, []Treatment{"正畸治疗服务", "固定矫正", "定制矫正", "肌功能训练", "MRC矫正", "辅助治疗", "保持器", "隐形矫正", "正畸套餐"}},
	{Restoration, []Treatment{"固定修复", "活动修复", "修复维护"}},
	{Endodontics, []Treatment{"充填治疗", "根管治疗", "活髓治疗"}},
	{Periodontics, []Treatment{"基础治疗", "手术治疗", "激光治疗"}},
	{Aesthetics, []Treatment{"牙齿美白", "贴面修复"}},
	{OralSurgery, []Treatment{"拔牙手术", "颌面外科手术", "颌面外科会诊", "牙槽手术"}},
	{Preventive, []Treatment{"涂氟", "窝沟封闭", Examination}},
}

// Treatments returns every preset treatment, grouped by category.
func Treatments() []Treatment {
	var all []Treatment
	for _, p := range presets {
		all = append(all, p.Treatments...)
	}
	return all
}

// Categories returns every category, in the order of [Treatments].
func Categories() []Category {
	var all []Category
	for _, p := range presets {
		all = append(all, p.Category)
	}
	return all
}

// Category returns the category of a preset treatment, or "" for a name that
// is none.
func (t Treatment) Category() Category {
	for _, p := range presets {
		if slices.Contains(p.Treatments, t) {
			return p.Category
		}
	}
	return ""
}

// Mapping says which project each preset treatment is booked as.
type Mapping map[Treatment]ProjectID

// CategoriesOf returns the categories of the treatments that are booked as
// the project: an appointment or visit carries a project only, and belongs to
// a category through the mapping.
func (m Mapping) CategoriesOf(p ProjectID) []Category {
	var out []Category
	for _, group := range presets {
		for _, t := range group.Treatments {
			if m[t] == p {
				out = append(out, group.Category)
				break
			}
		}
	}
	return out
}
