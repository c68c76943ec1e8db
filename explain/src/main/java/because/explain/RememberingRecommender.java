package because.explain;

import because.core.Coalitions;
import because.core.ForwardingGame;
import because.core.ForwardingRecommender;
import because.core.Game;
import because.core.Question;
import because.core.Recommender;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A recommender that plays one question's game again and again and is asked about each coalition once. For one thread. */
final class RememberingRecommender extends ForwardingRecommender {
    private final Map<Question, Remembering> games = new HashMap<>();

    RememberingRecommender(Recommender recommender) {
        super(recommender);
    }

    /** How many coalitions the recommender was really asked about. */
    long calls() {
        return games.values().stream().mapToLong(game -> game.known.size()).sum();
    }

    @Override
    public Game game(Question question) {
        return games.computeIfAbsent(question, asked -> new Remembering(super.game(asked)));
    }

    /** A game whose values are kept. */
    private static final class Remembering extends ForwardingGame {
        private final Map<BitSet, double[]> known = new HashMap<>();

        Remembering(Game game) {
            super(game);
        }

        @Override
        public void values(Coalitions coalitions, double[][] out) {
            Coalitions unknown = new Coalitions(players());
            Map<BitSet, double[]> asked = new HashMap<>();
            for (int row = 0; row < coalitions.size(); row++) {
                BitSet present = coalitions.row(row);
                if (!known.containsKey(present) && asked.putIfAbsent(present, new double[columns()]) == null) {
                    unknown.add(present);
                }
            }
            if (unknown.size() > 0) {
                double[][] values = new double[unknown.size()][columns()];
                super.values(unknown, values);
                for (int row = 0; row < values.length; row++) {
                    known.put(unknown.row(row), values[row]);
                }
            }
            for (int row = 0; row < coalitions.size(); row++) {
                double[] values = known.getOrDefault(coalitions.row(row), out[row]);
                System.arraycopy(values, 0, out[row], 0, columns());
            }
        }
    }
}
