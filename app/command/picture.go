package command

import (
	"math"
	"sync"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/chart/raster"
)

// chartFonts reads the faces of pictures once.
var chartFonts = sync.OnceValues(func() (*raster.Fonts, error) {
	return raster.NewFonts(raster.Source{Font: assets.Font, Astral: assets.Astral}, "hei-tgh.ttf", "song-all.ttf")
})

// dotsPerPoint makes a picture fine enough to print.
const dotsPerPoint = 3

// framed draws a chart as a picture of its own, with paper around it: legends and names
// stand at its edges.
func framed(c reports.Chart, width float64) ([]byte, error) {
	fonts, err := chartFonts()
	if err != nil {
		return nil, err
	}
	w := int(math.Round(width * dotsPerPoint))
	return raster.Framed(c, w, raster.Height(c, w, fonts), 12*dotsPerPoint, fonts)
}

// picture draws a chart for a place width points wide.
func picture(c reports.Chart, width float64) ([]byte, error) {
	fonts, err := chartFonts()
	if err != nil {
		return nil, err
	}
	w := int(math.Round(width * dotsPerPoint))
	return raster.PNG(c, w, raster.Height(c, w, fonts), fonts)
}
