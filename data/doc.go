// Package data says what is true: the records of an office's ledger (visits,
// enterprises, problems, their dated events), the rules by which a problem moves
// from 登记 to 销号, and everything that is derived from its events: state, stock,
// deadline, light, and the atoms from which every figure is counted.
//
// It is pure: no SQL (data/store), no file formats (data/intake), no figures of a
// period (reports/stats), no window. All of those call it.
package data
