// Package keep keeps a ledger from being lost: verified backups by themselves, thinned
// out by age, encrypted where the office wishes; opening a damaged file without writing
// to it; going back to the newest backup that was verified.
//
// It knows no SQL and no window. What lies beside a ledger 台账.qinqing:
//
//	台账.qinqing.备份/20261030-153000.db        a backup made by itself
//	台账.qinqing.备份/20261030-153000.db.清单   its manifest: SHA-256, the log's head, attachments
//	台账.qinqing.备份/20261030-153000.db.附件/  its attachments
//	台账.qinqing.备份/20261030-153000.db.age    all of these in one encrypted file
//	台账.qinqing.恢复                            a recovery under way; finished at the next start
//	台账.qinqing.原件-…                          a file that was replaced, as it was found
package keep
