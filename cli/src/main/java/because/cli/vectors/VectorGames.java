package because.cli.vectors;

import because.core.BadInput;
import because.testkit.TableGame;
import because.testkit.vectors.VectorInput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Builds the games that the cases of the family {@code shapley} describe. */
final class VectorGames {
    private static final int MOST_PLAYERS = 16;

    private VectorGames() {}

    /** A game whose players bring features: those of absent players are taken from the background, and v is the mean over its rows. */
    static TableGame ofFeatures(
            ToDoubleFunction<double[]> model, double[] x, double[][] background, List<int[]> players) {
        if (background.length == 0 || Arrays.stream(background).anyMatch(row -> row.length != x.length)) {
            throw new BadInput("the background must have rows, each of " + x.length + " numbers.");
        }
        if (players.stream().flatMapToInt(Arrays::stream).anyMatch(feature -> feature < 0 || feature >= x.length)) {
            throw new BadInput("a player has a feature that is not from 0 to " + (x.length - 1) + ".");
        }
        return game(players.size(), present -> {
            double sum = 0;
            for (double[] row : background) {
                double[] mixed = row.clone();
                for (int player = 0; player < players.size(); player++) {
                    if ((present >> player & 1) != 0) {
                        for (int feature : players.get(player)) {
                            mixed[feature] = x[feature];
                        }
                    }
                }
                sum += model.applyAsDouble(mixed);
            }
            return sum / background.length;
        });
    }

    /** Each feature as a player of its own. */
    static List<int[]> singles(int features) {
        return IntStream.range(0, features)
                .mapToObj(feature -> new int[] {feature})
                .toList();
    }

    static ToDoubleFunction<double[]> linear(double[] weights, double intercept) {
        return x -> {
            double sum = intercept;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * x[i];
            }
            return sum;
        };
    }

    /** Terms that count if all of their members are present. */
    static TableGame ofTerms(int players, List<VectorInput> terms) {
        int[] members = terms.stream()
                .mapToInt(term -> mask(term.at("members").integers(), players))
                .toArray();
        double[] weights =
                terms.stream().mapToDouble(term -> term.at("weight").number()).toArray();
        return game(
                players,
                present -> IntStream.range(0, members.length)
                        .filter(t -> (present & members[t]) == members[t])
                        .mapToDouble(t -> weights[t])
                        .sum());
    }

    /** |S|/n, and 1 more if both of a pair are in S. */
    static TableGame ofPair(int players, int[] pair) {
        int both = mask(pair, players);
        return game(
                players, present -> (double) Integer.bitCount(present) / players + ((present & both) == both ? 1 : 0));
    }

    /** The game that the case writes down, number by number. */
    static TableGame table(VectorInput input) {
        return new TableGame(input.at("v_bitmask").numbers());
    }

    /**
     * Holds a game that was built from a description against the table that the case gives as well.
     *
     * @throws BadInput if the two disagree
     */
    static TableGame checked(TableGame game, VectorInput input) {
        return checked(game, input, "v_bitmask");
    }

    /** As {@link #checked(TableGame, VectorInput)}, with the table under another key. */
    static TableGame checked(TableGame game, VectorInput input, String key) {
        Optional<VectorInput> given = input.find(key);
        if (given.isEmpty()) {
            return game;
        }
        double[] table = given.get().numbers();
        if (table.length != 1 << game.players()) {
            throw new BadInput(key + " has " + table.length + " values for " + game.players() + " players.");
        }
        for (int present = 0; present < table.length; present++) {
            double built = game.v(present);
            if (!(Math.abs(built - table[present]) <= 1e-9 * Math.max(1, Math.abs(table[present])))) {
                throw new BadInput("the described game and " + key + " disagree: of coalition " + present + " one is "
                        + built + " and the other " + table[present] + ".");
            }
        }
        return game;
    }

    private static TableGame game(int players, IntToDoubleFunction v) {
        if (players < 0 || players > MOST_PLAYERS) {
            throw BadInput.of("the number of players", players, "0 to " + MOST_PLAYERS, "");
        }
        return TableGame.of(players, v);
    }

    private static int mask(int[] members, int players) {
        int mask = 0;
        for (int member : members) {
            if (member < 0 || member >= players) {
                throw BadInput.of("a player", member, "0 to " + (players - 1), "");
            }
            mask |= 1 << member;
        }
        return mask;
    }
}
