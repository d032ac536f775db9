package messaging.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import messaging.bench.Results.CaseResult;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the throughput of each case as a share of its ceiling. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final double LABEL_ROTATION = 30;

    private final List<CaseResult> compared;

    Plot(Results results) {
        System.setProperty("java.awt.headless", "true");
        compared = results.cases().stream()
                .filter(measured -> !measured.bare().isEmpty())
                .toList();
    }

    void write(Path file) throws IOException {
        var chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Throughput as a share of the ceiling")
                .build();
        chart.getStyler()
                .setPlotGridVerticalLinesVisible(false)
                .setXAxisLabelRotation((int) LABEL_ROTATION)
                .setYAxisMin(0.0)
                .setYAxisMax(Math.max(
                        1.0,
                        compared.stream()
                                .mapToDouble(Report::throughputRatio)
                                .max()
                                .orElse(1)))
                .setYAxisDecimalPattern("0.0")
                .setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendVisible(false);
        chart.getStyler().setLabelsVisible(true);
        chart.addSeries(
                "product",
                compared.stream().map(CaseResult::name).toList(),
                compared.stream().map(Report::throughputRatio).toList());
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, file.toString().replaceFirst("\\.svg$", ""), VectorGraphicsFormat.SVG);
    }
}
