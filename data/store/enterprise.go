package store

import (
	"slices"

	"qinqing/data"
)

var enterpriseKind *kind[data.Enterprise]

func init() {
	enterpriseKind = &kind[data.Enterprise]{
		entity: data.EntityEnterprise, word: "企业",
		head: func(e *data.Enterprise) head { return head{&e.ID, &e.Version, &e.DeletedAt} },
		load: loadEnterprise, write: writeEnterprise,
		free: func(v *View, e *data.Enterprise) error {
			return v.unused("企业", e.ID, "SELECT 1 FROM visit WHERE enterprise = ? AND gone = 0", "SELECT 1 FROM problem WHERE enterprise = ? AND gone = 0",
				"SELECT 1 FROM record WHERE kind IN ('disbursement', 'support_measure') AND body ->> 'enterprise' = ? AND gone = 0",
				"SELECT 1 FROM record r, json_each(r.body, '$.enterprises') j WHERE r.kind = 'coverage_list' AND j.value = ? AND r.gone = 0")
		},
		vet: vetEnterprise,
	}
}

func vetEnterprise(v *View, was row[data.Enterprise], e *data.Enterprise) error {
	if err := named(e.Name, "企业"); err != nil {
		return err
	}
	if err := v.mustStand(enterpriseRests(was.alive()), enterpriseRests(e)); err != nil {
		return err
	}
	if e.USCC == "" || was.Rec != nil && was.Rec.USCC == e.USCC {
		return nil
	}
	var name string
	found, err := v.c.one("SELECT name FROM enterprise WHERE uscc = ? AND id <> ? AND gone = 0", []any{e.USCC, int64(e.ID)}, &name)
	if err == nil && found {
		err = data.Errorf(data.Conflict, "uscc", "统一社会信用代码 %s 已登记为“%s”，没有保存；同一家企业请直接选用。", e.USCC, name)
	}
	return err
}

const enterpriseColumns = "id, name, former, uscc, alias, industry, region, contact, phone, version, gone, deleted_at"

func scanEnterprise(r *rows) (row[data.Enterprise], error) {
	x := data.Enterprise{}
	out := row[data.Enterprise]{Rec: &x}
	err := r.Scan(&x.ID, &x.Name, jsonCol{&x.Former}, textCol{&x.USCC}, &x.Alias, &x.Industry, idCol{&x.Region}, &x.Contact, &x.Phone, &x.Version,
		&out.Gone, timeCol{&x.DeletedAt})
	return out, err
}

func loadEnterprise(v *View, id data.ID) (out row[data.Enterprise], err error) {
	err = v.c.each("SELECT "+enterpriseColumns+" FROM enterprise WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanEnterprise(r)
		return err
	})
	return out, err
}

func writeEnterprise(tx *Tx, was, now row[data.Enterprise]) error {
	x := now.Rec
	former, err := listText(x.Former)
	if err != nil {
		return err
	}
	full, initials := pinyinOf(x.Name)
	_, err = tx.c.exec(`INSERT INTO enterprise(id, name, former, norm, pinyin, initials, uscc, alias, industry, region, contact, phone, version,
		gone, deleted_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET name = excluded.name, former = excluded.former, norm = excluded.norm, pinyin = excluded.pinyin, initials = excluded.initials,
		uscc = excluded.uscc, alias = excluded.alias, industry = excluded.industry, region = excluded.region, contact = excluded.contact,
		phone = excluded.phone, version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), x.Name, former, data.Normalise(x.Name), full, initials, text(x.USCC), x.Alias, x.Industry, ref(x.Region), x.Contact, x.Phone,
		x.Version, now.Gone, deletedText(now.Gone, x.DeletedAt, tx.now))
	if err != nil {
		return err
	}
	if err := tx.writeFormer(was.alive(), now.alive(), x.ID); err != nil {
		return err
	}
	if err := tx.index(searchEnterprise, x.ID, enterpriseTexts(now.alive())); err != nil {
		return err
	}
	if was.Rec != nil && was.Rec.Name != x.Name {
		return tx.reindexOf(x.ID)
	}
	return nil
}

func enterpriseTexts(e *data.Enterprise) []string {
	if e == nil {
		return nil
	}
	full, initials := pinyinOf(e.Name)
	return append([]string{e.Name, e.USCC, e.Alias, full, initials}, e.Former...)
}

// formerKeys are what an enterprise's former names are compared by; its own name is none.
func formerKeys(e *data.Enterprise) []string {
	if e == nil {
		return nil
	}
	var out []string
	for _, name := range e.Former {
		if k := data.Normalise(name); k != "" && k != data.Normalise(e.Name) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// writeFormer keeps the table of former names in step with a live enterprise.
func (tx *Tx) writeFormer(was, now *data.Enterprise, id data.ID) error {
	old, is := formerKeys(was), formerKeys(now)
	if slices.Equal(old, is) {
		return nil
	}
	if _, err := tx.c.exec("DELETE FROM enterprise_former WHERE enterprise = ?", int64(id)); err != nil {
		return err
	}
	for _, k := range is {
		if _, err := tx.c.exec("INSERT INTO enterprise_former(norm, enterprise) VALUES(?, ?)", k, int64(id)); err != nil {
			return err
		}
	}
	return nil
}

// SaveEnterprise inserts or updates an enterprise.
func (tx *Tx) SaveEnterprise(e *data.Enterprise) error { return enterpriseKind.save(tx, e) }

// Enterprise is a live enterprise by its id.
func (v *View) Enterprise(id data.ID) (*data.Enterprise, error) {
	r, err := enterpriseKind.current(v, id)
	return r.Rec, err
}

// EnterprisesNamed finds live enterprises by data.Normalise(name), which is the key
// of the answer; there may be several of one name. Those that bore it formerly come last.
func (v *View) EnterprisesNamed(normalised []string) (map[string][]data.Enterprise, error) {
	out := map[string][]data.Enterprise{}
	for _, norm := range normalised {
		if _, done := out[norm]; done {
			continue
		}
		add := func(r *rows) error {
			x, err := scanEnterprise(r)
			if err == nil {
				out[norm] = append(out[norm], *x.Rec)
			}
			return err
		}
		err := v.c.each("SELECT "+enterpriseColumns+" FROM enterprise WHERE norm = ? AND gone = 0 ORDER BY id", []any{norm}, add)
		if err == nil {
			err = v.c.each("SELECT "+enterpriseColumns+` FROM enterprise WHERE id IN (SELECT enterprise FROM enterprise_former WHERE norm = ?)
				AND gone = 0 ORDER BY id`, []any{norm}, add)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// EnterprisePage lists live enterprises whose name, code or alias contains query, or whose
// pinyin or initials do; those that begin with it first. An empty query lists the newest.
func (v *View) EnterprisePage(query string, limit int) ([]data.Enterprise, error) {
	var out []data.Enterprise
	add := func(r *rows) error {
		x, err := scanEnterprise(r)
		if err == nil {
			out = append(out, *x.Rec)
		}
		return err
	}
	q := data.Normalise(query)
	if q == "" {
		err := v.c.each("SELECT "+enterpriseColumns+" FROM enterprise WHERE gone = 0 ORDER BY id DESC LIMIT ?", []any{limit}, add)
		return out, err
	}
	return v.enterprisesHolding(q, limit)
}
