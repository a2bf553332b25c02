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

// picture draws a chart for a place width points wide, fine enough to print.
func picture(c reports.Chart, width float64) ([]byte, error) {
	const dotsPerPoint = 3
	fonts, err := chartFonts()
	if err != nil {
		return nil, err
	}
	w := int(math.Round(width * dotsPerPoint))
	return raster.PNG(c, w, raster.Height(c, w, fonts), fonts)
}
