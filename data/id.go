package data

// ID names a record: site number × 2^40 + sequence, so that the records of
// several offices can be merged without renumbering. 0 is no record.
type ID int64

// SiteBits is how far the site number is shifted in an ID; site numbers take 13 bits.
const SiteBits = 40

// MaxSite is the largest site number; with it every ID stays below 2^53.
const MaxSite = 1<<13 - 1

// NewID builds the ID of the sequence-th record of a site.
func NewID(site int, sequence int64) ID { return ID(int64(site)<<SiteBits | sequence) }

// Site is the number of the office in whose database the record was made.
func (id ID) Site() int { return int(int64(id) >> SiteBits) }

// Sequence counts the records of a site.
func (id ID) Sequence() int64 { return int64(id) & (1<<SiteBits - 1) }
