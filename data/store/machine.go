package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"os"
	"strconv"
	"strings"

	"qinqing/data"
)

// machineKey is where a ledger keeps the mark of the machine it was last opened on to
// write; the mark tells nothing about the machine.
const machineKey = "machine"

// machineMark tells this machine from others.
func machineMark() string {
	id := ""
	for _, path := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		if b, err := os.ReadFile(path); err == nil && len(strings.TrimSpace(string(b))) > 0 {
			id = strings.TrimSpace(string(b))
			break
		}
	}
	if id == "" {
		id, _ = os.Hostname()
	}
	sum := sha256.Sum256([]byte("qinqing machine " + id))
	return hex.EncodeToString(sum[:8])
}

// noteMachine marks a ledger that has no mark yet, and notices one that was last
// written on another machine.
func (s *Store) noteMachine(mark string) error {
	var had string
	found, err := s.writer.one("SELECT value FROM meta WHERE key = ?", []any{machineKey}, &had)
	if err != nil {
		return err
	}
	s.mark = mark
	if s.opening.Moved = found && had != mark; found {
		return nil
	}
	_, err = s.writer.exec("INSERT INTO meta(key, value) VALUES(?, ?)", machineKey, mark)
	return err
}

// Settle answers what a ledger copied from another machine is: moved here for good, or a
// copy whose original goes on elsewhere. A copy draws a site number of its own, or two
// machines would give the same numbers to different records.
func (s *Store) Settle(ctx context.Context, copied bool) error {
	_, err := s.transact(ctx, data.Op{Name: "换了电脑"}, func(tx *Tx) error {
		if err := tx.need(data.MayRecord, data.MaySet); err != nil {
			return err
		}
		if copied {
			n, err := rand.Int(rand.Reader, big.NewInt(data.MaxSite))
			if err != nil {
				return wrap(err)
			}
			site := int(n.Int64()) + 1
			if int64(site) == s.site.Load() {
				site = site%data.MaxSite + 1
			}
			if _, err := tx.c.exec("UPDATE meta SET value = ? WHERE key = 'site'", strconv.Itoa(site)); err != nil {
				return err
			}
		}
		_, err := tx.c.exec("UPDATE meta SET value = ? WHERE key = ?", s.mark, machineKey)
		return err
	})
	if err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	site, err := siteOf(s.writer)
	s.site.Store(int64(site))
	s.opening.Moved = false
	return err
}
