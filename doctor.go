package molar

import (
	"slices"
	"time"
)

// DoctorID names a doctor within the org.
type DoctorID string

// ProjectID names a project within the org.
type ProjectID string

// Doctor is somebody whom a patient can be booked with (医生).
type Doctor struct {
	ID          DoctorID    `json:"id"`
	Name        string      `json:"name"`
	DisplayName string      `json:"display_name"` // what patients are told: 张三博士
	Stores      []StoreID   `json:"stores"`
	Projects    []ProjectID `json:"projects"`
}

// Title is the display name, or the name with 医生 where none is set.
func (d Doctor) Title() string {
	if d.DisplayName != "" {
		return d.DisplayName
	}
	return d.Name + "医生"
}

// WorksAt reports whether the doctor works at the store.
func (d Doctor) WorksAt(s StoreID) bool { return slices.Contains(d.Stores, s) }

// Does reports whether the doctor does the project.
func (d Doctor) Does(p ProjectID) bool { return slices.Contains(d.Projects, p) }

// Project is what is booked (预约项目): patients hear its display name.
type Project struct {
	ID          ProjectID `json:"id"`
	Name        string    `json:"name"`
	DisplayName string    `json:"display_name"`
	Minutes     int       `json:"minutes"`
}

// Title is what patients are told.
func (p Project) Title() string {
	if p.DisplayName != "" {
		return p.DisplayName
	}
	return p.Name
}

// Duration is the length of one appointment.
func (p Project) Duration() time.Duration { return time.Duration(p.Minutes) * time.Minute }
