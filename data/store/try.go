package store

import (
	"context"
	"errors"

	"qinqing/data"
)

var errTried = errors.New("tried, to be taken back")

// Try runs fn as Do would and takes everything back, so that a page can show what a step
// would change before anybody takes it. fn reads the outcome from the Tx.
func (s *Store) Try(ctx context.Context, fn func(*Tx) error) error {
	_, err := s.transact(ctx, data.Op{Name: "试算"}, func(tx *Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}
