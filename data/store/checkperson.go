package store

import (
	"encoding/json"

	"qinqing/data"
)

// people: accounts are as the log says they were made, so that a role, a password or the
// switch itself changed with another program is found; their roles go together, and each
// of 三员 is there.
func (c *checker) people() error {
	told, switched, err := c.toldPeople()
	if err != nil {
		return err
	}
	list, err := c.persons("1")
	if err != nil {
		return err
	}
	held := map[data.Role]bool{}
	for _, p := range list {
		image, err := p.image()
		if err != nil {
			return err
		}
		fields, err := fieldsOf(image)
		if err != nil {
			return err
		}
		for _, name := range []string{"Name", "Roles", "Password", "Disabled"} {
			if was, ok := told[p.ID][name]; !ok && !emptyJSON(fields[name]) || ok && string(was) != string(fields[name]) {
				c.find("person", "账号“%s”的%s与操作日志不符，被别的程序改动过", p.Name, fieldWord(name))
			}
		}
		if err := data.CheckRoles(p.Roles); err != nil {
			c.find("person", "账号“%s”的角色不能是同一个人：%s", p.Name, data.RoleNames(p.Roles))
		}
		for _, r := range p.Roles {
			held[r] = held[r] || !p.Disabled
		}
		delete(told, p.ID)
	}
	for id := range told {
		c.find("person", "操作日志里的账号（编号 %d）不见了", id)
	}
	on, err := c.accounts()
	if err != nil {
		return err
	}
	if on != switched {
		c.find("person", "账号的启用与操作日志不符，被别的程序改动过")
	}
	for _, r := range []data.Role{data.SystemAdmin, data.SecrecyAdmin, data.Auditor} {
		if on && !held[r] {
			c.find("person", "没有%s", r.Name())
		}
	}
	return nil
}

func fieldWord(field string) string {
	for _, f := range logFields {
		if f.field == field {
			return f.word
		}
	}
	return field
}

// toldPeople is what the log says of each account last, field by field, and whether it
// says that accounts are on.
func (c *checker) toldPeople() (told map[data.ID]map[string]json.RawMessage, on bool, err error) {
	told = map[data.ID]map[string]json.RawMessage{}
	err = c.c.each("SELECT entity_id, action, coalesce(diff, '{}') FROM audit_log WHERE entity = 'person' ORDER BY id", nil, func(r *rows) error {
		var id data.ID
		var action string
		var raw []byte
		if err := r.Scan(&id, &action, &raw); err != nil {
			return err
		}
		var diff map[string][2]json.RawMessage
		if json.Unmarshal(raw, &diff) != nil {
			return nil // the chain's affair
		}
		if id == 0 {
			if string(diff["Key"][1]) == `"`+accountsKey+`"` {
				on = action == "create"
			}
			return nil
		}
		if told[id] == nil {
			told[id] = map[string]json.RawMessage{}
		}
		for name, pair := range diff {
			told[id][name] = pair[1]
		}
		return nil
	})
	return told, on, err
}
