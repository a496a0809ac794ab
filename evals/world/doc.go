// Package world reads the one YAML form of a clinic at one moment (the world
// fixture), which goldens, --fixture, the demo and imports share, and writes
// what a run left behind.
//
//   - [Load], [LoadFile]: a fixture as it stands
//   - [LoadNode], [Merge]: the world of a golden, a patch over a base fixture
//   - [Demo]: a chain of clinics around any moment
//   - [Final]: the books of a run, as JSON
//
// Reading is strict. Whatever is unknown, dangling, impossible or ambiguous is
// an error that names the line and the field, never a guess; it is a
// [*strictyaml.Fault] and wraps a [*molar.Error]. Times carry their zone and
// come back in the org's.
//
// Zones come from the time zone data of the machine; a program that must run
// where there is none imports time/tzdata.
package world
