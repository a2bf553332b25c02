package store

import "qinqing/data"

// searchSample bounds how many records' words of a kind are looked up one by one.
const searchSample = 400

// search compares the rows of the index with the live records, and looks up the words
// of a sample (of all where there are few).
func (c *checker) search() error {
	for _, t := range []struct {
		word, index, live string // live narrows to the records that are found
		texts             func(data.ID) ([]string, error)
	}{
		{"问题", searchProblem, "problem WHERE gone = 0", func(id data.ID) ([]string, error) {
			r, err := loadFacts(c.View, id)
			if err != nil {
				return nil, err
			}
			return c.problemTexts(r.Rec)
		}},
		{"走访", searchVisit, "visit WHERE gone = 0", func(id data.ID) ([]string, error) {
			r, err := loadVisit(c.View, id)
			if err != nil {
				return nil, err
			}
			return c.visitTexts(r.Rec)
		}},
		{"企业", searchEnterprise, "enterprise WHERE gone = 0", func(id data.ID) ([]string, error) {
			r, err := loadEnterprise(c.View, id)
			return enterpriseTexts(r.Rec), err
		}},
		{"事项", searchEvent, "problem_event WHERE " + eventSaid, func(id data.ID) ([]string, error) {
			e, _, err := loadEvent(c.View, id)
			return eventTexts(&e), err
		}},
	} {
		missing, err := c.ids64("SELECT id FROM "+t.live+" AND id NOT IN (SELECT rowid FROM "+t.index+") ORDER BY id", nil)
		if err != nil {
			return err
		}
		told := 0
		for _, id := range missing {
			if told > findingsEach {
				break
			}
			texts, err := t.texts(data.ID(id))
			if err != nil {
				return err
			}
			if tokens(texts) != "" { // one without a word can't be found by any
				c.find("search", "%s %d 查不到：检索里没有它", t.word, id)
				told++
			}
		}
		if err := c.none("search", "检索里有已不存在的"+t.word+" %v",
			"SELECT rowid FROM "+t.index+" WHERE rowid NOT IN (SELECT id FROM "+t.live+") LIMIT 30", 1); err != nil {
			return err
		}
		ids, err := c.sample(t.live)
		if err != nil {
			return err
		}
		for _, id := range ids {
			texts, err := t.texts(data.ID(id))
			if err != nil {
				return err
			}
			if err := c.searchable(t.word, t.index, data.ID(id), texts); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checker) sample(live string) ([]int64, error) {
	var n int
	if _, err := c.c.one("SELECT count(*) FROM "+live, nil, &n); err != nil {
		return nil, err
	}
	step := 1 + n/searchSample
	if c.deep {
		step = 1
	}
	return c.ids64("SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS k FROM "+live+") WHERE k % ? = 0",
		[]any{step})
}

func (c *checker) searchable(word, index string, id data.ID, texts []string) error {
	var terms []string
	for _, t := range texts {
		if n := data.Normalise(t); n != "" {
			terms = append(terms, n)
		}
	}
	if len(terms) == 0 {
		return nil
	}
	var hit int
	found, err := c.c.one("SELECT 1 FROM "+index+" WHERE "+index+" MATCH ? AND rowid = ?", []any{match(terms), int64(id)}, &hit)
	if err == nil && !found {
		c.find("search", "%s %d 的文字与检索不符，按内容查不到它", word, int64(id))
	}
	return err
}
