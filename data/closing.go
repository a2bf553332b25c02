package data

import (
	"encoding/json"
	"time"
)

// Closing is 封账: the months up to To count as closed since At. What is entered later
// about a day up to To is let in, marked, and told in the next bulletin (DOMAIN §7).
type Closing struct {
	To     Date      `json:"to"`
	At     time.Time `json:"at"` // UTC
	By     string    `json:"by"`
	Last   ID        `json:"last,omitempty"`  // event there was; 0: not written down
	Opened time.Time `json:"opened,omitzero"` // reopened then; zero: still closed
	Reason string    `json:"reason,omitempty"`
}

// Late says that an event was entered after the closing about a day it closed.
func (c Closing) Late(e Event) bool {
	if c.Last != 0 {
		return e.On <= c.To && e.ID > c.Last
	}
	return e.On <= c.To && e.RecordedAt.After(c.At)
}

// ClosingSetting begins the settings that keep closings, one for each last day.
const ClosingSetting = "closed."

// ParseClosing reads a closing as its setting keeps it.
func ParseClosing(text string) (c Closing, err error) {
	if err = json.Unmarshal([]byte(text), &c); err != nil {
		return c, Wrap(Corrupt, err, "一条封账记录读不出来，其他记录不受影响。")
	}
	return c, nil
}
