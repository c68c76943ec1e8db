package because.benchmarks;

import because.Answer;
import because.Because;
import because.Config;
import because.Project;
import because.core.BadInput;
import because.core.DeletionTest;
import because.core.Progress;
import because.core.Target;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many recommendations get a reason that passes its deletion test, and what an answer costs. Arguments: a project with trained models (such as the one that
 * quickstart makes), how many people, and the runs.
 */
public final class ReasonsBenchmark {
    private ReasonsBenchmark() {}

    /** @param args the project's folder; the number of people; names of runs */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 3) {
            throw new BadInput("arguments: PROJECT PEOPLE RUN...");
        }
        Project project = Project.open(Path.of(args[0]));
        out.println(
                "| run | target | explainer | passed | named | calls | seconds an answer, median (95th percentile) |");
        out.println("|---|---|---|---|---|---|---|");
        for (String run : Arrays.asList(args).subList(2, args.length)) {
            for (Target target : List.of(Target.SCORE, Target.MARGIN)) {
                for (String method : List.of("auto", "leave-one-out")) {
                    out.println(row(project, run, target, method, Integer.parseInt(args[1])));
                }
            }
        }
    }

    private static String row(Project project, String run, Target target, String method, int people) {
        Config.Explaining usual = project.config().explaining();
        Config.Explaining explaining =
                new Config.Explaining(method, 0, target, usual.absence(), usual.players(), usual.named(), usual.seed());
        Project asked = project.with(project.config().withExplaining(explaining));
        int passed = 0;
        int named = 0;
        int all = 0;
        long calls = 0;
        try (Because because = Because.open(asked, run, Progress.NONE)) {
            List<String> users = because.users();
            int step = Math.max(1, users.size() / people);
            double[] seconds = new double[Math.min(people, users.size())];
            for (int i = 0; i < seconds.length; i++) {
                long start = System.nanoTime();
                Answer answer = because.recommend(users.get(i * step), 10);
                seconds[i] = (System.nanoTime() - start) / 1e9;
                for (Answer.Recommended recommended : answer.recommendations()) {
                    Optional<DeletionTest> test = recommended
                            .why()
                            .flatMap(why -> why.explanation().header().deletionTest());
                    all++;
                    passed += test.filter(DeletionTest::passed).isPresent() ? 1 : 0;
                    named += test.filter(DeletionTest::passed)
                            .map(t -> t.named().size())
                            .orElse(0);
                }
                calls += answer.recommendations().isEmpty()
                        ? 0
                        : answer.recommendations()
                                .getFirst()
                                .why()
                                .map(why -> why.explanation().header().calls())
                                .orElse(0L);
            }
            Arrays.sort(seconds);
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f %% of %d | %.2f | %.0f | %.2f (%.2f) |",
                    run,
                    target.label(),
                    method,
                    100.0 * passed / all,
                    all,
                    (double) named / Math.max(1, passed),
                    (double) calls / seconds.length,
                    seconds[seconds.length / 2],
                    seconds[(int) (seconds.length * 0.95)]);
        }
    }
}
