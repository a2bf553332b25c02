package keep

import (
	"errors"
	"io"
	"os"
	"strings"

	"filippo.io/age"

	"qinqing/data"
)

// Cipher turns a backup into one that only its key opens. age is the one there is; where
// an office must use SM4, a type with these three methods takes its place.
type Cipher interface {
	Suffix() string // of the file's name
	Seal(to io.Writer) (io.WriteCloser, error)
	Open(from io.Reader) (io.Reader, error)
}

type ageCipher struct {
	recipients []age.Recipient
	identities []age.Identity
}

// Passphrase is a cipher under a passphrase.
func Passphrase(text string) (Cipher, error) {
	if len([]rune(text)) < 8 {
		return nil, data.Errorf(data.Invalid, "passphrase", "备份的口令至少要 8 个字符，没有备份；口令丢了，备份就打不开。")
	}
	to, err := age.NewScryptRecipient(text)
	if err != nil {
		return nil, data.Wrap(data.Internal, err, "口令用不了，没有备份。")
	}
	to.SetWorkFactor(scryptWork)
	from, err := age.NewScryptIdentity(text)
	if err != nil {
		return nil, data.Wrap(data.Internal, err, "口令用不了，没有备份。")
	}
	return ageCipher{[]age.Recipient{to}, []age.Identity{from}}, nil
}

// scryptWork makes guessing a passphrase slow: about a second a try. Tests lower it.
var scryptWork = 18

// Recipients is a cipher that seals for the holders of keys, whose public halves these are.
func Recipients(text string) (Cipher, error) {
	list, err := age.ParseRecipients(strings.NewReader(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，;；\n", r) }), "\n")))
	if err != nil || len(list) == 0 {
		return nil, data.Wrap(data.Invalid, err, "备份的加密公钥“%s”不对，应是 age1 开头的一串；没有备份。", text)
	}
	return ageCipher{recipients: list}, nil
}

// Identity is a cipher that opens what was sealed for the key in a file.
func Identity(path string) (Cipher, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, data.Wrap(data.NotFound, err, "密钥文件“%s”读不出来。", path)
	}
	defer func() { _ = f.Close() }()
	list, err := age.ParseIdentities(f)
	if err != nil {
		return nil, data.Wrap(data.Invalid, err, "“%s”不是密钥文件。", path)
	}
	return ageCipher{identities: list}, nil
}

// NewKey writes a new key into a file that only this user can read, and gives its public half.
func NewKey(path string) (public string, err error) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return "", data.Wrap(data.Internal, err, "密钥没有生成。")
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return "", data.Errorf(data.Conflict, "path", "“%s”已经存在，没有覆盖它；请换一个文件名。", path)
	}
	if err != nil {
		return "", data.Wrap(data.ReadOnly, err, "密钥写不到“%s”。", path)
	}
	_, err = io.WriteString(f, "# 亲清台账备份的密钥；丢了它，加密的备份就打不开\n"+key.String()+"\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", data.Wrap(data.ReadOnly, err, "密钥写不到“%s”。", path)
	}
	return key.Recipient().String(), nil
}

func (c ageCipher) Suffix() string { return ".age" }

func (c ageCipher) Seal(to io.Writer) (io.WriteCloser, error) {
	return age.Encrypt(to, c.recipients...)
}

func (c ageCipher) Open(from io.Reader) (io.Reader, error) {
	if len(c.identities) == 0 {
		return nil, data.Errorf(data.Invalid, "key", "这份备份是加密的，要用口令或密钥文件才能打开。")
	}
	r, err := age.Decrypt(from, c.identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, data.Wrap(data.Invalid, err, "口令或密钥不对，备份没有打开，台账没有改动。")
	case err != nil:
		return nil, data.Wrap(data.Corrupt, err, "这份加密的备份已损坏，打不开。")
	}
	return r, nil
}
