package store

import (
	"context"
	"encoding/json"

	"qinqing/data"
)

// seedItem is one object of a dictionary file; fields it lacks stay empty.
type seedItem struct {
	Code    string   `json:"code"`
	Name    string   `json:"name"`
	Parent  string   `json:"parent"`
	Kind    string   `json:"kind"`
	Aliases []string `json:"aliases"`
	Note    string   `json:"note"`
	Source  string   `json:"source"`
	Remark  string   `json:"remark"`
}

// plant fills a new ledger; it is not a step that can be undone.
func (s *Store) plant(ctx context.Context, seed *Seed) error {
	if seed == nil {
		return nil
	}
	ctx = asProgram(ctx, "系统初始化")
	_, err := s.transact(ctx, data.Op{Name: "建立台账"}, func(tx *Tx) error {
		for _, n := range seed.Notices {
			if err := tx.PutNotice(n); err != nil {
				return err
			}
		}
		for _, d := range []struct {
			file string
			kind data.EntryKind
		}{{"categories", data.DictCategory}, {"natures", data.DictNature}, {"sources", data.DictSource}, {"measures", data.DictMeasure}} {
			if err := tx.plantEntries(d.kind, seed.Dictionary[d.file]); err != nil {
				return err
			}
		}
		if err := tx.plantRegions(seed.Dictionary["regions"]); err != nil {
			return err
		}
		if err := tx.plantAliases(seed.Dictionary["aliases"]); err != nil {
			return err
		}
		if seed.Demo {
			if err := tx.SetSetting("demo", "1"); err != nil {
				return err
			}
		}
		chain, err := tx.chainEnd()
		if err != nil {
			return err
		}
		_, err = tx.log(chain, "seed", "store", 0, []byte("{}"))
		return err
	})
	return err
}

func seedItems(body []byte) ([]seedItem, error) {
	if len(body) == 0 {
		return nil, nil
	}
	var list []seedItem
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, data.Wrap(data.Invalid, err, "随程序的字典读不出来，没有建立台账；请重新安装程序。")
	}
	return list, nil
}

func (tx *Tx) plantEntries(kind data.EntryKind, body []byte) error {
	list, err := seedItems(body)
	if err != nil {
		return err
	}
	for i, x := range list {
		note := x.Note
		for _, more := range []string{x.Source, x.Remark} {
			if more != "" {
				if note != "" {
					note += "；"
				}
				note += more
			}
		}
		e := data.Entry{Kind: kind, Code: x.Code, Name: x.Name, Aliases: x.Aliases, Note: note, Sort: i + 1}
		if err := tx.SaveEntry(&e); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) plantRegions(body []byte) error {
	list, err := seedItems(body)
	if err != nil {
		return err
	}
	byCode := map[string]data.ID{}
	// A parent may stand after its children.
	for pass := 0; len(list) > 0; pass++ {
		var later []seedItem
		for _, x := range list {
			parent, known := byCode[x.Parent]
			if x.Parent != "" && !known && pass < 8 {
				later = append(later, x)
				continue
			}
			r := data.Region{Code: x.Code, Name: x.Name, Parent: parent, Sort: len(byCode) + 1}
			if err := tx.SaveRegion(&r); err != nil {
				return err
			}
			byCode[x.Code] = r.ID
		}
		list = later
	}
	return nil
}

// plantAliases keeps the short names of departments for the importer, as JSON
// {"发改委": "发展和改革局"} in the setting import.aliases.
func (tx *Tx) plantAliases(body []byte) error {
	if len(body) == 0 {
		return nil
	}
	aliases := map[string]string{}
	if err := json.Unmarshal(body, &aliases); err != nil {
		list, err := seedItems(body)
		if err != nil {
			return err
		}
		for _, x := range list {
			for _, a := range x.Aliases {
				aliases[a] = x.Name
			}
		}
	}
	b, err := json.Marshal(aliases)
	if err != nil {
		return wrap(err)
	}
	return tx.SetSetting("import.aliases", string(b))
}
