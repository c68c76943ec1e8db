package because.benchmarks;

import because.Models;
import because.Project;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Game;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Split;
import because.explain.Explainers;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.GameSolver;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.Solution;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The error of Shapley estimators at equal numbers of calls: the median over games of Σ (φ̂ − φ)² / Σ φ², for n = 8 … 101 players and budgets of 4n … 64n calls. The games: tree ensembles (as in
 * Musco, Witter 2025) and sums of terms, both with exact values by closed form; softmax attention and a tanh network, with values that have converged; and models of a project, explained for its people.
 *
 * <p>Arguments, all optional: games of each family and size (100); for models instead of games, a project and the folders of models of it, with commas between them, and the first
 * person's number (0).
 */
public final class ErrorPerCallBenchmark {
    private static final List<String> METHODS =
            List.of("shapley-permutation", "shapley-kernel", "shapley-leverage", "shapley-regression");

    private static final int[] SIZES = {8, 12, 24, 50, 101};
    private static final int[] FACTORS = {4, 8, 16, 32, 64};

    /** Half of the calls of the reference where there is no closed form: pairs of orders, times players. */
    private static final int CONVERGED = 20_000;

    /** The same for a model. */
    private static final int MODEL_CONVERGED = 100_000;

    /** So many players of a model and fewer are solved exactly. */
    private static final int MOST_EXACT = 12;

    private interface Family {
        KnownGame draw(int players, long seed);
    }

    private ErrorPerCallBenchmark() {}

    /** @param args GAMES PROJECT MODEL,... FIRST */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int games = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        out.println("| games | n | calls | " + String.join(" | ", METHODS) + " |");
        out.println("|---|---|---|" + "---|".repeat(METHODS.size()));
        if (args.length > 2) {
            Project project = Project.open(Path.of(args[1]));
            int first = args.length > 3 ? Integer.parseInt(args[3]) : 0;
            for (String folder : args[2].split(",", -1)) {
                try (Recommender recommender = Models.open(Path.of(folder))) {
                    for (int n : new int[] {12, 24, 50}) {
                        rows(
                                String.valueOf(Path.of(folder).getFileName()),
                                n,
                                people(project, recommender, n, games, first),
                                out);
                    }
                }
            }
            return;
        }
        Map<String, Family> families = new LinkedHashMap<>();
        families.put("trees", KnownGame::trees);
        families.put("terms", KnownGame::terms);
        families.put("attention", (n, seed) -> converged(KnownGame.attention(n, seed)));
        families.put("tanh", (n, seed) -> converged(KnownGame.layers(n, seed)));
        families.forEach((name, family) -> {
            for (int n : SIZES) {
                List<KnownGame> drawn = new ArrayList<>();
                for (int i = 0; i < games; i++) {
                    drawn.add(family.draw(n, 1000L * n + i));
                }
                rows(name, n, drawn, out);
            }
        });
    }

    private static void rows(String name, int n, List<KnownGame> games, PrintStream out) {
        for (int factor : FACTORS) {
            long calls = (long) factor * n;
            if (n < 60 && calls >= 1L << n) {
                continue; // exact
            }
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %s | %d | %dn |", name, n, factor));
            for (String method : METHODS) {
                double[] errors = new double[games.size()];
                for (int i = 0; i < errors.length; i++) {
                    errors[i] = error(method, games.get(i), calls, i);
                }
                Arrays.sort(errors);
                row.append(String.format(Locale.ROOT, " %.3g |", errors[errors.length / 2]));
            }
            out.println(row);
        }
    }

    private static double error(String method, KnownGame known, long calls, long seed) {
        try {
            Solution solution = ((GameSolver) Explainers.named(method)).solve(known.game(), Budget.calls(calls), seed);
            double off = 0;
            double all = 0;
            for (int i = 0; i < known.players(); i++) {
                double d = solution.value(i, 0) - known.value(i);
                off += d * d;
                all += known.value(i) * known.value(i);
            }
            return off / all;
        } catch (BadInput tooSmall) {
            return Double.NaN;
        }
    }

    private static KnownGame converged(Game game) {
        return known(game, PermutationShapley.of(game, Math.max(400, CONVERGED / game.players()), 99));
    }

    private static KnownGame converged(Recommender recommender, Question question) {
        Game game = recommender.game(question);
        return known(
                game,
                game.players() <= MOST_EXACT
                        ? ExactShapley.of(game)
                        : PermutationShapley.of(game, MODEL_CONVERGED / game.players(), 99));
    }

    private static KnownGame known(Game game, Solution solution) {
        double[] values = new double[game.players()];
        Arrays.setAll(values, i -> solution.value(i, 0));
        return new KnownGame(game, values);
    }

    private static List<KnownGame> people(Project project, Recommender recommender, int n, int games, int from) {
        Split split = project.split(Progress.NONE);
        List<KnownGame> known = new ArrayList<>();
        for (int user = from; user < split.whole().users().size() && known.size() < games; user++) {
            Profile profile = split.before(user, Split.Part.TEST);
            if (profile.events().size() < n) {
                continue;
            }
            Profile newest = profile.withEvents(profile.events()
                    .subList(profile.events().size() - n, profile.events().size()));
            Recommendation first = recommender.recommend(Query.of(newest, 1)).getFirst();
            known.add(converged(
                    recommender,
                    Question.about(
                            newest, recommender.catalog(), List.<Candidate>of(new Candidate.Known(first.item())))));
        }
        return known;
    }
}
