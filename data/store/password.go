package store

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"qinqing/data"
)

// secret is a password or a recovery code as it is kept: salt and argon2id, with what it
// took, so that it can cost more one day.
type secret struct {
	salt, hash []byte
	cost       string
}

// secretCost is what a new secret takes: passes, KiB of memory, lanes (as OWASP recommends;
// an old office machine takes a tenth of a second for it). Tests take less.
var secretCost = "2,19456,1"

const saltLength, hashLength = 16, 32

func conceal(word string) (secret, error) {
	x := secret{salt: make([]byte, saltLength), cost: secretCost}
	if _, err := rand.Read(x.salt); err != nil {
		return x, wrap(err)
	}
	var err error
	x.hash, err = x.derive(word)
	return x, err
}

func (x secret) derive(word string) ([]byte, error) {
	var passes, memory uint32
	var lanes uint8
	if n, err := fmt.Sscanf(x.cost, "%d,%d,%d", &passes, &memory, &lanes); n != 3 || err != nil || passes == 0 || lanes == 0 || memory > 4<<20 || passes > 100 {
		return nil, corrupt(err, "账号")
	}
	return argon2.IDKey([]byte(word), x.salt, passes, memory, lanes, hashLength), nil
}

// opens says whether a word is the secret.
func (x secret) opens(word string) (bool, error) {
	got, err := x.derive(word)
	return err == nil && len(x.hash) == hashLength && subtle.ConstantTimeCompare(got, x.hash) == 1, err
}

// mark tells secrets apart in the log without saying anything of them.
func (x secret) mark() string {
	sum := sha256.Sum256(append(append([]byte(x.cost), x.salt...), x.hash...))
	return hex.EncodeToString(sum[:8])
}

func (x secret) String() string {
	return strings.Join([]string{x.cost, hex.EncodeToString(x.salt), hex.EncodeToString(x.hash)}, "$")
}

func secretOf(text string) (x secret, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 3 {
		return x, data.Errorf(data.NotFound, "code", "这个台账没有恢复码。")
	}
	x.cost = parts[0]
	if x.salt, err = hex.DecodeString(parts[1]); err == nil {
		x.hash, err = hex.DecodeString(parts[2])
	}
	if err != nil {
		err = corrupt(err, "恢复码")
	}
	return x, err
}

// newCode is a recovery code: 100 bits in five groups that can be read out and copied by
// hand, without letters that look like digits.
func newCode() (string, error) {
	b := make([]byte, 13)
	if _, err := rand.Read(b); err != nil {
		return "", wrap(err)
	}
	s := base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").EncodeToString(b)[:20]
	return strings.Join([]string{s[:4], s[4:8], s[8:12], s[12:16], s[16:]}, "-"), nil
}

// readCode is a code as it was typed: whatever its case and its dashes.
func readCode(typed string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, typed)
}
