package store

import "qinqing/data"

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

const enterpriseColumns = "id, name, uscc, alias, industry, region, contact, phone, version, gone, deleted_at"

func scanEnterprise(r *rows) (row[data.Enterprise], error) {
	x := data.Enterprise{}
	out := row[data.Enterprise]{Rec: &x}
	err := r.Scan(&x.ID, &x.Name, textCol{&x.USCC}, &x.Alias, &x.Industry, idCol{&x.Region}, &x.Contact, &x.Phone, &x.Version,
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
	full, initials := pinyinOf(x.Name)
	_, err := tx.c.exec(`INSERT INTO enterprise(id, name, norm, pinyin, initials, uscc, alias, industry, region, contact, phone, version,
		gone, deleted_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET name = excluded.name, norm = excluded.norm, pinyin = excluded.pinyin, initials = excluded.initials,
		uscc = excluded.uscc, alias = excluded.alias, industry = excluded.industry, region = excluded.region, contact = excluded.contact,
		phone = excluded.phone, version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), x.Name, data.Normalise(x.Name), full, initials, text(x.USCC), x.Alias, x.Industry, ref(x.Region), x.Contact, x.Phone,
		x.Version, now.Gone, deletedText(now.Gone, x.DeletedAt, tx.now))
	if err != nil {
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
	return []string{e.Name, e.USCC, e.Alias, full, initials}
}

// SaveEnterprise inserts or updates an enterprise.
func (tx *Tx) SaveEnterprise(e *data.Enterprise) error { return enterpriseKind.save(tx, e) }

// Enterprise is a live enterprise by its id.
func (v *View) Enterprise(id data.ID) (*data.Enterprise, error) {
	r, err := enterpriseKind.current(v, id)
	return r.Rec, err
}

// EnterprisesNamed finds live enterprises by data.Normalise(name), which is the key
// of the answer; there may be several of one name.
func (v *View) EnterprisesNamed(normalised []string) (map[string][]data.Enterprise, error) {
	out := map[string][]data.Enterprise{}
	for _, norm := range normalised {
		if _, done := out[norm]; done {
			continue
		}
		err := v.c.each("SELECT "+enterpriseColumns+" FROM enterprise WHERE norm = ? AND gone = 0 ORDER BY id", []any{norm}, func(r *rows) error {
			x, err := scanEnterprise(r)
			if err == nil {
				out[norm] = append(out[norm], *x.Rec)
			}
			return err
		})
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
