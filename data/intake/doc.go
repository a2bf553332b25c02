// Package intake turns an office's ledger (a workbook, a CSV file or pasted cells)
// into a plan of what would be recorded, and writes an agreed plan. It reads hostile
// files without harm, finds headers and columns under the many names offices use,
// understands their dates and words (DOMAIN §8), recognises what is already recorded,
// and says in Chinese why a row can't be taken. It also holds the exchange form of
// the program's own export.
//
// MakePlan writes nothing; Apply writes inside the caller's one transaction. The
// package knows no SQL and no window: it sees the store through Known and Writer. It
// is called by app/command (import, export) and by the import page.
package intake
