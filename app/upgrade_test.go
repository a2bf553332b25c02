package app

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qinqing/data"
	"qinqing/data/store"
)

// TestUpgradeTellsHowFarItIs in a window of its own until the ledger is open.
func TestUpgradeTellsHowFarItIs(t *testing.T) {
	r, _ := runnerOver(t, false)
	open, goOn := r.open, make(chan bool)
	r.open = func(readOnly bool, upgrading func(string, int, int)) (*store.Store, error) {
		upgrading("备份升级前的台账", 0, 3)
		<-goOn
		return open(readOnly, upgrading)
	}
	w, err := r.begin()
	if err != nil {
		t.Fatal(err)
	}
	if said := texts(w); !strings.Contains(said, "正在升级台账") || !strings.Contains(said, "1 / 3　备份升级前的台账") {
		t.Errorf("窗口里写着 %s", said)
	}
	next := make(chan fyne.Window, 1)
	r.upgraded = func(w fyne.Window) { next <- w }
	goOn <- true
	select {
	case main := <-next:
		if !strings.Contains(texts(main), "工作台") {
			t.Errorf("升级以后的窗口里写着 %s", texts(main))
		}
	case <-time.After(60 * time.Second):
		t.Fatal("升级以后没有打开台账的窗口")
	}
}

// TestUpgradeThatFailsSaysWhy like any ledger that can't be opened.
func TestUpgradeThatFailsSaysWhy(t *testing.T) {
	r, _ := runnerOver(t, false)
	r.open = func(bool, func(string, int, int)) (*store.Store, error) {
		return nil, data.Errorf(data.Corrupt, "path", "台账格式升级到第 3 版时出错")
	}
	w, err := r.begin()
	if err != nil {
		t.Fatal(err)
	}
	if said := texts(w); !strings.Contains(said, "台账格式升级到第 3 版时出错") || r.failed == nil {
		t.Errorf("窗口里写着 %s", said)
	}
}
