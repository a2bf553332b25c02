package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
)

// SaveVisit registers a visit and the problems found on it.
func (a *actions) SaveVisit(ctx context.Context, in page.VisitInput) (codes string, err error) {
	name := "登记走访 " + in.Enterprise
	if len(in.Problems) > 0 {
		name = "登记走访和问题 " + in.Enterprise
	}
	files, err := a.keepFiles(ctx, in.Paths)
	if err != nil {
		return "", err
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		codes = ""
		v, err := newVisit(tx, in)
		if err != nil {
			return err
		}
		if err := attachAll(tx, files, data.EntityVisit, v.ID, 0); err != nil {
			return err
		}
		codes, err = saveProblems(tx, in, v)
		return err
	})
	return codes, err
}

// visitOf fills a visit with what was typed.
func visitOf(tx *store.Tx, in page.VisitInput, v *data.Visit) error {
	if in.On > tx.Today() {
		return data.Errorf(data.Invalid, "date", "走访日期 %s 在今天之后，请核对。", in.On)
	}
	var err error
	if v.Region, err = tx.RegionNamed(in.Region); err != nil {
		return err
	}
	e, err := tx.EnsureEnterprise(in.Enterprise, v.Region)
	if err != nil {
		return err
	}
	if v.Region == 0 {
		v.Region = e.Region
	}
	if v.Unit, err = unitOn(tx, in.Unit, data.Commission, in.On); err != nil {
		return err
	}
	v.On, v.EnterpriseID, v.JoinUnits = in.On, e.ID, nil
	for _, name := range in.Joint {
		id, err := unitOn(tx, name, data.Commission, in.On)
		if err != nil {
			return err
		}
		v.JoinUnits = append(v.JoinUnits, id)
	}
	v.Visitors, v.Reply, v.Note, v.Satisfaction = in.Visitors, in.Reply, in.Note, in.Satisfaction
	return nil
}

// newVisit saves a visit; of one that is known already it only adds what that lacks.
func newVisit(tx *store.Tx, in page.VisitInput) (*data.Visit, error) {
	v := &data.Visit{}
	if err := visitOf(tx, in, v); err != nil {
		return nil, err
	}
	same, err := tx.FindVisit(v.On, v.Unit, v.EnterpriseID)
	if err != nil {
		return nil, err
	}
	if same == nil {
		return v, visitField(tx.SaveVisit(v))
	}
	if len(in.Problems) == 0 {
		return nil, data.Errorf(data.Conflict, "enterprise", "这个单位 %s 走访这家企业的记录已经有了，没有重复登记。", v.On)
	}
	added := false
	for _, x := range []struct{ has, more *string }{{&same.Visitors, &v.Visitors}, {&same.Reply, &v.Reply}, {&same.Note, &v.Note}} {
		if *x.has == "" && *x.more != "" {
			*x.has, added = *x.more, true
		}
	}
	if same.Satisfaction == 0 && v.Satisfaction != 0 {
		same.Satisfaction, added = v.Satisfaction, true
	}
	if added {
		err = visitField(tx.SaveVisit(same))
	}
	return same, err
}

// visitField names the field of the form that an error about a visit is about.
func visitField(err error) error {
	var e *data.Error
	if errors.As(err, &e) && e.Field == "on" {
		return &data.Error{Code: e.Code, Field: "date", Message: e.Message, Cause: e.Cause}
	}
	return err
}

func saveProblems(tx *store.Tx, in page.VisitInput, v *data.Visit) (codes string, err error) {
	var out []string
	for _, x := range in.Problems {
		code, err := saveProblem(tx, in.On, x, v)
		if err != nil {
			return "", inBlock(err, x.Key)
		}
		out = append(out, code)
	}
	return strings.Join(out, "、"), nil
}

// inBlock names the field of the block an error is about.
func inBlock(err error, key string) error {
	var e *data.Error
	if key == "" || !errors.As(err, &e) || e.Field == "" {
		return err
	}
	return &data.Error{Code: e.Code, Field: e.Field + key, Message: e.Message, Cause: e.Cause}
}

func saveProblem(tx *store.Tx, on data.Date, in page.FoundInput, v *data.Visit) (string, error) {
	clock, err := tx.Clock()
	if err != nil {
		return "", err
	}
	p := &data.Problem{VisitID: v.ID, EnterpriseID: v.EnterpriseID, Region: v.Region, Visiting: v.Unit, Content: in.Content, Complaint: in.Complaint, RealNameOK: in.RealName}
	if err := problemUnits(tx, in, p); err != nil {
		return "", err
	}
	for _, w := range []struct {
		kind data.EntryKind
		name string
		into *data.ID
	}{{data.DictCategory, in.Category, &p.Category}, {data.DictNature, in.Nature, &p.Nature}, {data.DictSource, in.Source, &p.Source}} {
		if *w.into, err = tx.EntryNamed(w.kind, w.name); err != nil {
			return "", err
		}
	}
	if err := p.Apply(data.Event{Kind: data.Register, On: on, Basis: data.Real, Origin: data.FromWindow}, clock); err != nil {
		return "", err
	}
	if in.Lead != "" {
		e := data.Event{Kind: data.Assign, On: on, Basis: data.Real, Origin: data.FromWindow}
		if e.Unit, err = unitOn(tx, in.Lead, data.Department, on); err != nil {
			return "", err
		}
		if e.Deadline, err = intake.ParseDeadline(in.Due, on); err != nil {
			return "", err
		}
		if err := p.Apply(e, clock); err != nil {
			return "", err
		}
	}
	if err := tx.SaveProblem(p); err != nil {
		return "", err
	}
	return p.Code, nil
}

func problemUnits(tx *store.Tx, in page.FoundInput, p *data.Problem) (err error) {
	if p.ComplainedUnit, err = tx.EnsureUnit(in.Complained, data.Department); err != nil {
		return err
	}
	if p.Supervising, err = tx.EnsureUnit(in.Supervising, data.Commission); err != nil {
		return err
	}
	for _, name := range in.Supporting {
		id, err := tx.EnsureUnit(name, data.Department)
		if err != nil {
			return err
		}
		p.Supporting = append(p.Supporting, id)
	}
	return nil
}

// ChangeVisit puts a visit right. Its problems follow it to another firm, region or unit.
func (a *actions) ChangeVisit(ctx context.Context, in page.VisitInput) error {
	files, err := a.keepFiles(ctx, in.Paths)
	if err != nil {
		return err
	}
	_, err = a.store.Do(ctx, data.Op{Name: "修改走访 " + in.Enterprise}, func(tx *store.Tx) error {
		v, err := tx.Visit(in.ID)
		if err != nil {
			return err
		}
		if v.Version != in.Version {
			return data.Errorf(data.Conflict, "", "这条走访在打开以后被改过，没有保存，以免盖掉那次修改。请关闭后重新打开再改。")
		}
		was := *v
		if err := visitOf(tx, in, v); err != nil {
			return err
		}
		if err := visitField(tx.SaveVisit(v)); err != nil {
			return err
		}
		if was.EnterpriseID != v.EnterpriseID || was.Region != v.Region || was.Unit != v.Unit {
			if err := follow(tx, was, v); err != nil {
				return err
			}
		}
		if err := attachAll(tx, files, data.EntityVisit, v.ID, 0); err != nil {
			return err
		}
		_, err = saveProblems(tx, in, v)
		return err
	})
	return err
}

// follow moves the problems of a visit along with it.
func follow(tx *store.Tx, was data.Visit, v *data.Visit) error {
	list, err := tx.ProblemsOfVisit(v.ID)
	if err != nil {
		return err
	}
	for _, p := range list {
		for _, x := range []struct {
			has      *data.ID
			old, now data.ID
		}{{&p.EnterpriseID, was.EnterpriseID, v.EnterpriseID}, {&p.Region, was.Region, v.Region}, {&p.Visiting, was.Unit, v.Unit}} {
			if *x.has == x.old {
				*x.has = x.now
			}
		}
		if err := tx.SaveProblem(p); err != nil {
			return err
		}
	}
	return nil
}

// DeleteVisit moves a visit to the recycle bin, with its problems if that was asked for.
func (a *actions) DeleteVisit(ctx context.Context, id data.ID, withProblems bool) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除走访"}, func(tx *store.Tx) error {
		list, err := tx.ProblemIDsOfVisit(id)
		if err != nil {
			return err
		}
		if len(list) > 0 && !withProblems {
			return data.Errorf(data.Conflict, "", "这次走访登记了 %d 个问题，不能单独删除，没有改动任何内容。可以连同问题一起删除，或先处理这些问题。", len(list))
		}
		for _, p := range list {
			if err := tx.Delete(data.EntityProblem, p); err != nil {
				return err
			}
		}
		return tx.Delete(data.EntityVisit, id)
	})
	return err
}

// CheckVisit tells what should be asked before a visit is saved.
func (a *actions) CheckVisit(ctx context.Context, in page.VisitInput) (page.Check, error) {
	return a.check(ctx, func(k *checker) error {
		for _, name := range append([]string{in.Unit}, in.Joint...) {
			k.unit(name)
		}
		if err := k.firm(in.Enterprise, in.Region); err != nil {
			return err
		}
		for i, p := range in.Problems {
			which := ""
			if len(in.Problems) > 1 {
				which = fmt.Sprintf("问题 %d：", i+1)
			}
			if err := k.problem(in, p, which); err != nil {
				return err
			}
		}
		return nil
	})
}

// problem looks one problem of a visit over; which one it is stands before each warning.
func (k *checker) problem(in page.VisitInput, p page.FoundInput, which string) error {
	for _, name := range append([]string{p.Supervising}, p.Supporting...) {
		k.unit(name)
	}
	lead := k.unit(p.Lead)
	for _, w := range warnings(data.Problem{ComplainedUnit: k.unit(p.Complained)}, lead) {
		k.out.Warnings = append(k.out.Warnings, which+w)
	}
	if data.SmellsOfClue(p.Content) {
		k.out.Clues = append(k.out.Clues, p.Key)
	}
	codes, err := k.doubles(in.Enterprise, p.Content)
	if len(codes) > 0 {
		k.out.Warnings = append(k.out.Warnings, which+"这家企业已经有内容相同的问题："+strings.Join(codes, "、")+"。")
	}
	return err
}

// doubles are the codes of an enterprise's problems that say the same.
func (k *checker) doubles(enterprise, content string) (codes []string, err error) {
	key := data.Normalise(enterprise)
	found, err := k.view.EnterprisesNamed([]string{key})
	if err != nil || content == "" {
		return nil, err
	}
	for _, e := range found[key] {
		more, err := k.view.CodesSaying(e.ID, content)
		if err != nil {
			return nil, err
		}
		codes = append(codes, more...)
	}
	return codes, nil
}
