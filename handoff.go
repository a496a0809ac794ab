package molar

import (
	"slices"
	"time"
)

// HandoffCode says why a conversation is handed to a person.
type HandoffCode string

// Question categories (product.md §9), each of which a clinic may answer in its
// own way.
const (
	Insurance      HandoffCode = "insurance"
	Price          HandoffCode = "price"
	Directions     HandoffCode = "directions"
	PostopReaction HandoffCode = "postop_reaction"
	Aftersales     HandoffCode = "aftersales"
	Complaint      HandoffCode = "complaint"
	Promotion      HandoffCode = "promotion"
	Referral       HandoffCode = "referral"
	Product        HandoffCode = "product"
	Credentials    HandoffCode = "credentials"
	Records        HandoffCode = "records"
	Assets         HandoffCode = "assets"
	Process        HandoffCode = "process"
	Praise         HandoffCode = "praise"
	OtherQuestion  HandoffCode = "other"
)

// Process handoffs (product.md §4 to §10): where a flow cannot or must not go
// on by itself.
const (
	SevereProblem         HandoffCode = "severe_problem"
	MultipleTreatments    HandoffCode = "multiple_treatments"
	IdentityUnverified    HandoffCode = "identity_unverified"
	IdentityIncomplete    HandoffCode = "identity_incomplete"
	IdentityAmbiguous     HandoffCode = "identity_ambiguous"
	NewPatient            HandoffCode = "new_patient"
	BeneficiaryUnclear    HandoffCode = "beneficiary_unclear"
	MultiplePeople        HandoffCode = "multiple_people"
	CityWithoutStore      HandoffCode = "city_without_store"
	GaveUp                HandoffCode = "gave_up"
	DoctorUnclear         HandoffCode = "doctor_unclear"
	DoctorAmbiguous       HandoffCode = "doctor_ambiguous"
	DoctorUnavailable     HandoffCode = "doctor_unavailable"
	TimeUnclear           HandoffCode = "time_unclear"
	NoAgreement           HandoffCode = "no_agreement"
	NoSlot                HandoffCode = "no_slot"
	RescheduleNoAgreement HandoffCode = "reschedule_no_agreement"
	RescheduleStore       HandoffCode = "reschedule_store"
	RescheduleDoctor      HandoffCode = "reschedule_doctor"
	RescheduleProject     HandoffCode = "reschedule_project"
	RescheduleMultiple    HandoffCode = "reschedule_multiple"
	ConfirmMismatch       HandoffCode = "confirm_mismatch"
	CancelRequest         HandoffCode = "cancel_request"
	HumanRequest          HandoffCode = "human_request"
	NotUnderstood         HandoffCode = "not_understood"
	RepeatFailure         HandoffCode = "repeat_failure"
	UnsupportedMedia      HandoffCode = "unsupported_media"
	BlockedText           HandoffCode = "blocked_text"
)

// categoryNames lists the question categories with their Chinese names, in
// the order of product.md §9.
var categoryNames = []struct {
	Code HandoffCode
	Name string
}{
	{Insurance, "咨询医保使用"}, {Price, "咨询价格费用"}, {Directions, "咨询出行方式"},
	{PostopReaction, "术后不良反应"}, {Aftersales, "售后问题"}, {Complaint, "客户投诉"},
	{Promotion, "咨询活动/优惠"}, {Referral, "转介绍意向"}, {Product, "咨询产品或材料"},
	{Credentials, "询问医生资质"}, {Records, "获取病历影像"}, {Assets, "询问个人资产"},
	{Process, "咨询治疗流程和周期"}, {Praise, "反馈正向治疗效果或体验"}, {OtherQuestion, "其他"},
}

// processNames are the Chinese names of the process handoffs, for staff.
var processNames = map[HandoffCode]string{
	SevereProblem: "病情严重", MultipleTreatments: "多个治疗项目", IdentityUnverified: "身份未核实",
	IdentityIncomplete: "身份信息不全", IdentityAmbiguous: "多份档案相符", NewPatient: "新客户建档",
	BeneficiaryUnclear: "就诊人不明确", MultiplePeople: "多人同时预约", CityWithoutStore: "所在城市无门店",
	GaveUp: "客户放弃预约", DoctorUnclear: "医生不明确", DoctorAmbiguous: "医生重名",
	DoctorUnavailable: "指定医生约不到", TimeUnclear: "时间不明确", NoAgreement: "时间未谈拢",
	NoSlot: "无可约号源", RescheduleNoAgreement: "改约未谈拢", RescheduleStore: "改约门店",
	RescheduleDoctor: "改约医生", RescheduleProject: "改约项目", RescheduleMultiple: "改约多项",
	ConfirmMismatch: "确认信息不符", CancelRequest: "取消预约", HumanRequest: "要求人工",
	NotUnderstood: "未听懂", RepeatFailure: "系统多次失败", UnsupportedMedia: "无法识别的消息",
	BlockedText: "回复含敏感词",
}

// QuestionCategories returns the 15 question categories in the product's order.
func QuestionCategories() []HandoffCode {
	out := make([]HandoffCode, len(categoryNames))
	for i, c := range categoryNames {
		out[i] = c.Code
	}
	return out
}

// IsQuestion reports whether the code is a question category.
func (c HandoffCode) IsQuestion() bool { return slices.Contains(QuestionCategories(), c) }

// Name is the Chinese name that staff read.
func (c HandoffCode) Name() string {
	for _, q := range categoryNames {
		if q.Code == c {
			return q.Name
		}
	}
	return processNames[c]
}

// Urgent reports whether the handoff notifies again during a hold, and hands
// off even when the category is answered from knowledge.
func (c HandoffCode) Urgent() bool {
	return c == PostopReaction || c == Complaint || c == SevereProblem
}

// Handoff is a conversation given to a person (转人工).
type Handoff struct {
	Conversation ConversationID `json:"conversation"`
	Code         HandoffCode    `json:"code"`
	Urgent       bool           `json:"urgent"`
	Repeat       bool           `json:"repeat,omitempty"` // notified again during a hold
	Silent       bool           `json:"silent,omitempty"` // the patient was told nothing
	Contact      ContactID      `json:"contact,omitempty"`
	Patient      PatientID      `json:"patient,omitempty"`
	At           time.Time      `json:"at"`
}
