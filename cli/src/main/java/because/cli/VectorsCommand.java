package because.cli;

import because.cli.vectors.FaithfulnessVectors;
import because.cli.vectors.GradientVectors;
import because.cli.vectors.LimeVectors;
import because.cli.vectors.ShapleyVectors;
import because.testkit.vectors.PopularityVectors;
import because.testkit.vectors.RankingMetricsVectors;
import because.testkit.vectors.VectorReport;
import because.testkit.vectors.VectorRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "vectors",
        mixinStandardHelpOptions = true,
        description = {
            "Run test vectors: values that any right implementation must give.",
            "One line a case, then 'N passed, N failed, N skipped'. Skipped is what the product does not answer yet."
        })
final class VectorsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", description = "A JSON file, or a folder of them.")
    private Path path = Path.of(".");

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    VectorsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VectorReport report = VectorRunner.run(
                path,
                List.of(
                        new RankingMetricsVectors(),
                        new PopularityVectors(),
                        new ShapleyVectors(),
                        new GradientVectors(),
                        new LimeVectors(),
                        new FaithfulnessVectors()));
        if (json) {
            terminal.json(report.json());
        } else {
            terminal.text(report.text());
        }
        return report.failed() > 0 ? Main.FAILED : 0;
    }
}
