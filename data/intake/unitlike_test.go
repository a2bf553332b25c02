package intake

import (
	"testing"

	"qinqing/data"
)

func TestUnitsLikeATypedName(t *testing.T) {
	regions := []data.Region{{ID: 1, Code: "350500", Name: "泉州市"}, {ID: 2, Code: "350521", Name: "惠安县", Parent: 1}, {ID: 3, Code: "350526", Name: "德化县", Parent: 1}}
	units := []data.Unit{{ID: 11, Name: "市场监督管理局"}, {ID: 12, Name: "惠安县商务局", Region: 2}, {ID: 13, Name: "惠安县纪委监委", Region: 2}, {ID: 14, Name: "自然资源局"}}
	for name, want := range map[string]string{
		"市场监督管理局（食品科）": "市场监督管理局", "惠安县商务和信息局": "惠安县商务局",
		"德化县商务局": "", "德化县纪委监委": "", "乙县纪委监委": "", "供电公司": "", "天然资源局": "", "商务局": "", "": "",
	} {
		got := ""
		if like := UnitsLike(name, units, regions, ""); len(like) > 0 {
			got = like[0].Name
		}
		if got != want {
			t.Errorf("“%s”像“%s”，应为“%s”", name, got, want)
		}
	}
}

func TestFirmsLikeATypedName(t *testing.T) {
	all := []data.Enterprise{{ID: 1, Name: "泉州昌嘉鞋服股份有限公司"}, {ID: 2, Name: "泉州昌隆鞋服有限公司"}}
	for name, want := range map[string]string{"昌嘉鞋服有限公司": "泉州昌嘉鞋服股份有限公司", "泉州市昌嘉鞋服": "泉州昌嘉鞋服股份有限公司", "昌盛鞋服有限公司": "", "鞋服有限公司": "", "有限公司": "", "": ""} {
		got := ""
		if like := FirmsLike(name, all); len(like) > 0 {
			got = like[0].Name
		}
		if got != want {
			t.Errorf("“%s”像“%s”，应为“%s”", name, got, want)
		}
	}
}
