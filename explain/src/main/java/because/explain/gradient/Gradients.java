package because.explain.gradient;

import because.core.Budget;
import because.core.Convergence;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Question;
import because.core.Recommender;
import because.network.DoubleEngine.TokenSlopes;
import because.network.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Explains a network by how its score changes with each event, in double precision ({@link because.network.DoubleEngine}). What changes is how much an event is there: 1 is the event as it is, 0 the hidden one that the absence "masked" means, in
 * which its vector is left out and nobody attends to it. So base and score are those of the game with masked events.
 */
public final class Gradients implements Explainer {
    /** Of the difference that is shared out, errors of integrated gradients are at most these parts. */
    private static final double TOLERANCE = 1e-3;

    private static final int MOST_POINTS = 2000;

    /** What is made of the gradients. */
    private enum Kind {
        SALIENCY("saliency"),
        INPUT_X_GRADIENT("input-x-gradient"),
        INTEGRATED("integrated-gradients"),
        DEEPLIFT("deeplift");

        private final String method;

        Kind(String method) {
            this.method = method;
        }
    }

    private final Kind kind;

    private Gradients(Kind kind) {
        this.kind = kind;
    }

    /** @return the length of the gradient with respect to each event's vector (Simonyan, Vedaldi, Zisserman 2014); it has no sign */
    public static Gradients saliency() {
        return new Gradients(Kind.SALIENCY);
    }

    /** @return the gradient with respect to each event's vector, times the vector */
    public static Gradients inputTimesGradient() {
        return new Gradients(Kind.INPUT_X_GRADIENT);
    }

    /** @return {@link PathIntegral} from nobody to everybody, with as many points as the gap asks for */
    public static Gradients integrated() {
        return new Gradients(Kind.INTEGRATED);
    }

    /** @return DeepLIFT (Shrikumar et al. 2017) with nobody as reference, exact through normalisation, attention and gates: see {@link Program} */
    public static Gradients deepLift() {
        return new Gradients(Kind.DEEPLIFT);
    }

    @Override
    public String method() {
        return kind.method;
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        NetworkQuestion asked = new NetworkQuestion(method(), recommender, question);
        if (kind == Kind.INTEGRATED) {
            return integrated(asked);
        }
        Program.Run all = asked.run(1);
        Program.Run reference = kind == Kind.DEEPLIFT ? asked.run(0) : all;
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < asked.columns(); column++) {
            TokenSlopes slopes = asked.reading().slopes(all, reference, asked.weights(column));
            double[] values = asked.byPlayer(row -> switch (kind) {
                case SALIENCY -> slopes.length(row);
                case INPUT_X_GRADIENT -> slopes.content(row);
                default -> slopes.whole(row);
            });
            explanations.add(
                    asked.attribution(column, method(), Map.of("baseline", "masked"), 2, Convergence.EXACT, values));
        }
        return explanations;
    }

    private List<Explanation> integrated(NetworkQuestion asked) {
        // The path is the same number for all players, so the values are integrals of what each player's slope is.
        ByPlayer path = new ByPlayer(asked);
        PathIntegral.Result result = PathIntegral.adaptive(path, path.ends(1), path.ends(0), TOLERANCE, MOST_POINTS);
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < asked.columns(); column++) {
            double whole = asked.target(asked.run(1), column) - asked.target(asked.run(0), column);
            double off = Math.abs(result.gap(column)) / Math.max(Math.abs(whole), 1e-12);
            explanations.add(asked.attribution(
                    column,
                    method(),
                    Map.of(
                            "baseline", "masked",
                            "points", Integer.toString(result.evaluations()),
                            "gap", String.format(Locale.ROOT, "%.3g", off)),
                    result.evaluations(),
                    new Convergence(off <= TOLERANCE || asked.players() == 0, off),
                    result.values(column)));
        }
        return explanations;
    }

    /** The targets as functions of how much each player is there. Along the path all players are there to the same degree. */
    private record ByPlayer(NetworkQuestion asked) implements Differentiable {

        double[] ends(double there) {
            double[] ends = new double[asked.players()];
            Arrays.fill(ends, there);
            return ends;
        }

        @Override
        public int columns() {
            return asked.columns();
        }

        private Program.Run run(double[] there) {
            return asked.run(there.length == 0 ? 1 : there[0]);
        }

        @Override
        public double[] values(double... there) {
            Program.Run run = run(there);
            double[] values = new double[columns()];
            for (int column = 0; column < values.length; column++) {
                values[column] = asked.target(run, column);
            }
            return values;
        }

        @Override
        public double[][] gradients(double... there) {
            Program.Run run = run(there);
            double[][] gradients = new double[columns()][];
            for (int column = 0; column < gradients.length; column++) {
                TokenSlopes slopes = asked.reading().slopes(run, run, asked.weights(column));
                gradients[column] = asked.byPlayer(slopes::whole);
            }
            return gradients;
        }
    }
}
