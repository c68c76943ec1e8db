package because.benchmarks;

import because.core.Progress;
import because.data.Imported;
import because.data.Importer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How fast a CSV file of generated events is imported, and in how much memory. The aim is 1 million rows a second within 3 GB resident, for 20 million rows
 * on two cores. Run it with {@code -Xmx2g}.
 */
public final class ImportBenchmark {
    private static final int USERS = 138_000;
    private static final int ITEMS = 27_000;
    private static final int BATCH = 1 << 16;

    private ImportBenchmark() {}

    /**
     * Generates the file in a temporary folder, imports it, prints one line of JSON and deletes the folder.
     *
     * @param args how many rows; 20,000,000 if nothing is given
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        int rows = args.length == 0 ? 20_000_000 : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("because-import");
        Path file = folder.resolve("ratings.csv");
        try {
            generate(file, rows);
            long megabytes = Files.size(file) >> 20;
            long begin = System.nanoTime();
            Imported imported = Importer.read(file, Importer.Options.defaults(folder), Progress.NONE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (imported.dataset().events().size() != rows) {
                throw new IllegalStateException(
                        "only " + imported.dataset().events().size() + " rows were imported");
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"benchmark\":\"import\",\"rows\":%d,\"megabytes\":%d,\"seconds\":%.2f,\"rowsPerSecond\":%.0f,\"peakResidentMegabytes\":%d}%n",
                    rows,
                    megabytes,
                    seconds,
                    rows / seconds,
                    ResidentMemory.peakMegabytes());
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /** Ratings in random order: few items have most of them, and the times are not sorted, which is the hardest case for the importer. */
    private static void generate(Path file, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(20);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            StringBuilder text = new StringBuilder("userId,movieId,rating,timestamp\n");
            for (int row = 0; row < rows; row++) {
                double u = random.nextDouble();
                text.append(random.nextInt(USERS) + 1)
                        .append(',')
                        .append((int) (ITEMS * u * u * u) + 1)
                        .append(',')
                        .append((random.nextInt(10) + 1) / 2.0)
                        .append(',')
                        .append(1_000_000_000L + random.nextInt(500_000_000))
                        .append('\n');
                if (row % BATCH == 0 || row == rows - 1) {
                    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
                    text.setLength(0);
                }
            }
        }
    }
}
