package because.explain;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.DeletionTest;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Game;
import because.core.PlayerValue;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An explainer whose every attribution (other kinds of explanations pass as they are: they check their own claims) has gone through the deletion test ({@link DeletionTest}). The players that a reason may name are taken out and the
 * target is compared with what it is without as many other players, drawn at random. It believes nothing of the attribution but which players are named:
 * all falls are measured on the game anew. The calls of the check come on top of the budget and are counted in the header.
 */
public final class CheckedExplainer implements Explainer {
    private final Explainer explainer;
    private final Options options;

    /**
     * @param explainer what explains
     * @param options which players a reason may name
     */
    public CheckedExplainer(Explainer explainer, Options options) {
        this.explainer = explainer;
        this.options = options;
    }

    /** @param explainer what explains; a reason may name what {@link Options#defaults()} allow */
    public CheckedExplainer(Explainer explainer) {
        this(explainer, Options.defaults());
    }

    /**
     * Which players a reason may name: those that raise the target, with a value of more than two standard errors.
     *
     * @param named how many at most, 1 or more
     * @param share how large a value must be against the largest that is named, 0 to 1: what is much smaller is no reason beside it
     */
    public record Options(int named, double share) {
        /** Refuses numbers out of range. */
        public Options {
            if (named < 1) {
                throw BadInput.of("named", named, "1 or more", "");
            }
            if (!(share >= 0 && share <= 1)) {
                throw BadInput.of("share", share, "0 to 1", "");
            }
        }

        /** @return at most three, each at least a fifth of the largest */
        public static Options defaults() {
            return new Options(3, 0.2);
        }

        /**
         * @param named how many at most
         * @return the same options with it
         */
        public Options withNamed(int named) {
            return new Options(named, share);
        }

        /**
         * @param share how large a value must be against the largest that is named
         * @return the same options with it
         */
        public Options withShare(double share) {
            return new Options(named, share);
        }
    }

    @Override
    public String method() {
        return explainer.method();
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        List<Explanation> explanations = explainer.explain(recommender, question, budget, seed);
        if (explanations.size() != question.candidates().size()) {
            throw BadInput.of(
                    "the number of explanations of " + method(),
                    explanations.size(),
                    question.candidates().size() + ", one for each candidate",
                    "");
        }
        List<Attribution> attributions = explanations.stream()
                .filter(Attribution.class::isInstance)
                .map(Attribution.class::cast)
                .toList();
        if (attributions.size() < explanations.size()) {
            return explanations; // a method that answers with another kind checks its claims itself
        }
        List<List<PlayerValue>> named =
                attributions.stream().map(a -> named(a.players())).toList();
        return check(recommender.game(question), question, attributions, named, seed);
    }

    /** The players that a reason may name, the strongest first; equal values in the order of the players. A NaN standard error never passes. */
    private List<PlayerValue> named(List<PlayerValue> players) {
        List<PlayerValue> certain = players.stream()
                .filter(p -> p.value() > 0 && p.value() > 2 * p.standardError())
                .sorted(Comparator.comparingDouble(PlayerValue::value).reversed())
                .limit(options.named())
                .toList();
        return certain.stream()
                .filter(p -> p.value() >= options.share() * certain.getFirst().value())
                .toList();
    }

    private List<Explanation> check(
            Game game, Question question, List<Attribution> attributions, List<List<PlayerValue>> named, long seed) {
        Falls falls = new Falls(question.players().size());
        List<BitSet> removed = new ArrayList<>();
        Map<Integer, List<BitSet>> others = new HashMap<>();
        for (List<PlayerValue> players : named) {
            BitSet set = indices(question, players);
            removed.add(set);
            if (!players.isEmpty()) {
                falls.plan(set);
                // One more than is needed: one of them may be the named set itself.
                others.computeIfAbsent(
                        players.size(),
                        size -> falls.plan(
                                Subsets.random(question.players().size(), size, DeletionTest.REMOVALS + 1, seed)));
            }
        }
        falls.measure(game);
        List<Explanation> checked = new ArrayList<>();
        for (int column = 0; column < attributions.size(); column++) {
            Attribution attribution = attributions.get(column);
            DeletionTest test = test(
                    named.get(column),
                    removed.get(column),
                    others.getOrDefault(named.get(column).size(), List.of()),
                    falls,
                    column);
            checked.add(attribution.withHeader(attribution.header().with(test, falls.calls())));
        }
        return checked;
    }

    private static DeletionTest test(
            List<PlayerValue> named, BitSet removed, List<BitSet> others, Falls falls, int column) {
        if (named.isEmpty()) {
            return DeletionTest.of(List.of(), 0, 0, 0, false);
        }
        double fall = falls.fall(removed, column);
        List<BitSet> compared = others.stream()
                .filter(other -> !other.equals(removed))
                .limit(DeletionTest.REMOVALS)
                .toList();
        int weaker = (int) compared.stream()
                .filter(other -> falls.fall(other, column) < fall)
                .count();
        List<String> ids = named.stream().map(p -> p.player().id()).toList();
        return DeletionTest.of(ids, fall, compared.size(), weaker, true);
    }

    private BitSet indices(Question question, List<PlayerValue> named) {
        BitSet indices = new BitSet();
        for (PlayerValue value : named) {
            int index = question.players().indexOf(value.player());
            if (index < 0) {
                throw BadInput.of("a player of " + method(), value.player().id(), "the players of the question", "");
            }
            indices.set(index);
        }
        return indices;
    }

    /** How far the target falls without some sets of players, all measured in one batch and each set once. */
    private static final class Falls {
        private final int players;
        private final Map<BitSet, Integer> rows = new LinkedHashMap<>();
        private double[][] values = {};

        Falls(int players) {
            this.players = players;
        }

        void plan(BitSet removed) {
            rows.putIfAbsent(removed, rows.size() + 1);
        }

        List<BitSet> plan(List<BitSet> removals) {
            removals.forEach(this::plan);
            return removals;
        }

        void measure(Game game) {
            if (rows.isEmpty()) {
                return;
            }
            Coalitions coalitions = new Coalitions(players);
            coalitions.addAll();
            for (BitSet removed : rows.keySet()) {
                BitSet present = new BitSet(players);
                present.set(0, players);
                present.andNot(removed);
                coalitions.add(present);
            }
            values = new double[coalitions.size()][game.columns()];
            game.values(coalitions, values);
        }

        double fall(BitSet removed, int column) {
            Integer row = rows.get(removed);
            if (row == null) {
                throw new IllegalStateException("not planned: " + removed);
            }
            return values[0][column] - values[row][column];
        }

        long calls() {
            return values.length;
        }
    }
}
