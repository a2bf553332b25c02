package intake

import "qinqing/data"

// UnitNamed finds the unit a typed name means, by the rule of imports: its name or an
// alias, its short form (发改委 for 发展和改革局, by the office's table too), the office's
// own level before others. aliases and region are the settings import.aliases and
// office.region; 0 is a name nobody has.
func UnitNamed(name string, units []data.Unit, regions []data.Region, aliases, region string) data.ID {
	var home data.ID
	for _, g := range regions {
		if g.Code != "" && g.Code == region {
			home = g.ID
		}
	}
	none := func() data.ID { return -1 }
	id := newRoster(units, aliases, newPlaces(regions, none), home, none).look(name, 0)
	return max(id, 0)
}
