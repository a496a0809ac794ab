package molar_test

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

func TestTreatments_AreTheProductsPresets(t *testing.T) {
	want := map[molar.Category][]molar.Treatment{
		"种植":   {"种植治疗", "种植修复", "种植手术"},
		"正畸":   {"正畸治疗服务", "固定矫正", "定制矫正", "肌功能训练", "MRC矫正", "辅助治疗", "保持器", "隐形矫正", "正畸套餐"},
		"修复":   {"固定修复", "活动修复", "修复维护"},
		"牙体牙髓": {"充填治疗", "根管治疗", "活髓治疗"},
		"牙周":   {"基础治疗", "手术治疗", "激光治疗"},
		"美学":   {"牙齿美白", "贴面修复"},
		"口腔外科": {"拔牙手术", "颌面外科手术", "颌面外科会诊", "牙槽手术"},
		"预防儿牙": {"涂氟", "窝沟封闭", "口腔检查"},
	}
	got := map[molar.Category][]molar.Treatment{}
	for _, treatment := range molar.Treatments() {
		got[treatment.Category()] = append(got[treatment.Category()], treatment)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(molar.Categories()) != len(want) {
		t.Errorf("categories: %v", molar.Categories())
	}
	if c := molar.Treatment("补牙").Category(); c != "" {
		t.Errorf("补牙 is a project, and has the category %s", c)
	}
}

func TestFollowUpWindows_EveryCategoryButPreventive(t *testing.T) {
	months := molar.DefaultRuleset().FollowUpMonths
	for _, c := range molar.Categories() {
		if (months[c] > 0) == (c == molar.Preventive) {
			t.Errorf("%s: %d months", c, months[c])
		}
	}
}

func ExampleMapping_CategoriesOf() {
	m := molar.Mapping{"充填治疗": "filling", "根管治疗": "root", "活髓治疗": "filling", "种植治疗": "exam", "口腔检查": "exam"}
	fmt.Println(m.CategoriesOf("filling"))
	fmt.Println(m.CategoriesOf("exam"))
	fmt.Println(m.CategoriesOf("whitening"))
	// Output:
	// [牙体牙髓]
	// [种植 预防儿牙]
	// []
}
