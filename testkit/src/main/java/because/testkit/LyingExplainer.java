package because.testkit;

import because.core.Attribution;
import because.core.Budget;
import because.core.Convergence;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Header;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** An explainer that tells something else than the honest one behind it, to see that {@link ExplainerContract} and the judges of faithfulness catch it. */
public final class LyingExplainer implements Explainer {
    /** How it lies. */
    public enum Kind {
        /** The values are dealt out to the players at random. */
        SHUFFLED,
        /** Every value has the opposite sign. */
        SIGN_FLIPPED,
        /** All players get the same. */
        CONSTANT,
        /** Players get their share by how high their items score for somebody of whom nothing is known. */
        POPULARITY_ONLY,
        /** Each player gets the value of the next one. */
        ONE_EVENT_OFF,
        /** Only the three strongest values are told, the others are said to be 0. */
        TRUNCATED,
        /** A tenth of every value is missing, and no completeness gap is admitted. */
        WRONG_COMPLETENESS,
        /** The base value is something else. */
        WRONG_BASE,
        /** Standard errors are a third of what they are. */
        TOO_SURE,
        /** Standard errors are three times what they are. */
        TOO_MODEST,
        /** What was sampled is called exact. */
        CALLED_EXACT,
        /** The same question gets another answer each time. */
        CHANGES_ITS_MIND,
        /** All seeds give the same draws, under the name of the seed that was asked for. */
        ONE_SEED_FOR_ALL,
        /** It says that it made half of its calls. */
        UNDERSTATED_CALLS,
        /** It spends twice its budget. */
        OVERSPENT,
        /** Players come in the reverse order. */
        REORDERED,
        /** It explains the first candidate only. */
        FIRST_ONLY,
        /** The header names another model. */
        ANOTHER_MODEL
    }

    private final Explainer honest;
    private final Kind kind;
    private final AtomicLong times = new AtomicLong();

    /**
     * @param honest an explainer that gives attributions
     * @param kind how to lie
     */
    public LyingExplainer(Explainer honest, Kind kind) {
        this.honest = honest;
        this.kind = kind;
    }

    @Override
    public String method() {
        return honest.method();
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        long used = kind == Kind.ONE_SEED_FOR_ALL
                ? 1
                : seed + (kind == Kind.CHANGES_ITS_MIND ? times.incrementAndGet() : 0);
        Budget spent = kind == Kind.OVERSPENT ? Budget.calls(2 * budget.calls()) : budget;
        List<Explanation> lies = new ArrayList<>();
        for (Explanation explanation : honest.explain(recommender, question, spent, used)) {
            lies.add(
                    switch (explanation) {
                        case Attribution attribution -> lie(attribution, recommender, question, seed);
                        case Explanation other -> other;
                    });
        }
        return kind == Kind.FIRST_ONLY ? lies.subList(0, 1) : lies;
    }

    private Attribution lie(Attribution truth, Recommender recommender, Question question, long seed) {
        Header header = header(truth.header(), seed);
        List<PlayerValue> players = truth.players();
        double difference = header.score() - header.base();
        return switch (kind) {
            case SHUFFLED -> {
                List<PlayerValue> shuffled = new ArrayList<>(players);
                Collections.shuffle(shuffled, new Random(seed));
                yield deal(header, players, shuffled);
            }
            case ONE_EVENT_OFF -> {
                List<PlayerValue> turned = new ArrayList<>(players);
                Collections.rotate(turned, -1);
                yield deal(header, players, turned);
            }
            case SIGN_FLIPPED -> change(header, players, p -> with(p, -p.value(), p.standardError()));
            case CONSTANT -> change(header, players, p -> with(p, difference / players.size(), 0));
            case POPULARITY_ONLY -> {
                double[] popular = popularity(recommender, question);
                double sum = 0;
                for (double share : popular) {
                    sum += share;
                }
                double all = sum;
                yield change(header, players, p -> with(p, difference * popular[players.indexOf(p)] / all, 0));
            }
            case TRUNCATED -> {
                List<PlayerValue> strongest = players.stream()
                        .sorted(Comparator.comparingDouble(p -> -Math.abs(p.value())))
                        .limit(3)
                        .toList();
                yield change(header, players, p -> strongest.contains(p) ? p : with(p, 0, 0));
            }
            case WRONG_COMPLETENESS ->
                new Attribution(
                        header,
                        change(header, players, p -> with(p, 0.9 * p.value(), p.standardError()))
                                .players(),
                        0);
            case TOO_SURE -> change(header, players, p -> with(p, p.value(), p.standardError() / 3));
            case TOO_MODEST -> change(header, players, p -> with(p, p.value(), p.standardError() * 3));
            case CALLED_EXACT -> change(header, players, p -> with(p, p.value(), 0));
            case REORDERED -> Attribution.of(header, players.reversed());
            case WRONG_BASE -> Attribution.of(header, players);
            default -> truth.withHeader(header);
        };
    }

    private Header header(Header truth, long seed) {
        return new Header(
                truth.schema(),
                truth.method(),
                truth.options(),
                seed,
                kind == Kind.ANOTHER_MODEL ? "another model" : truth.model(),
                truth.candidate(),
                truth.target(),
                truth.absence(),
                kind == Kind.WRONG_BASE ? truth.base() - 1 : truth.base(),
                truth.score(),
                kind == Kind.UNDERSTATED_CALLS ? truth.calls() / 2 : truth.calls(),
                kind == Kind.CALLED_EXACT ? Convergence.EXACT : truth.convergence(),
                Optional.empty());
    }

    private static PlayerValue with(PlayerValue player, double value, double standardError) {
        return new PlayerValue(player.player(), value, standardError);
    }

    private static Attribution change(
            Header header, List<PlayerValue> players, java.util.function.UnaryOperator<PlayerValue> change) {
        return Attribution.of(header, players.stream().map(change).toList());
    }

    /** Gives each player what another one got. */
    private static Attribution deal(Header header, List<PlayerValue> players, List<PlayerValue> values) {
        List<PlayerValue> dealt = new ArrayList<>();
        for (int i = 0; i < players.size(); i++) {
            PlayerValue got = values.get(i);
            dealt.add(with(players.get(i), got.value(), got.standardError()));
        }
        return Attribution.of(header, dealt);
    }

    /** How much above the least popular item each player's items are, plus a little, so that nobody gets nothing. */
    private static double[] popularity(Recommender recommender, Question question) {
        double[] scores =
                recommender.score(List.of(Profile.EMPTY), recommender.catalog().candidates())[0];
        double least = Double.POSITIVE_INFINITY;
        for (double score : scores) {
            least = Math.min(least, score);
        }
        double[] popularity = new double[question.players().size()];
        for (int i = 0; i < popularity.length; i++) {
            Player player = question.players().get(i);
            popularity[i] = 0.1;
            for (Part part : player.parts()) {
                if (part instanceof Part.OfEvent event) {
                    int item = question.profile().events().get(event.index()).knownItem();
                    popularity[i] += item < 0 ? 0 : scores[item] - least;
                }
            }
        }
        return popularity;
    }
}
