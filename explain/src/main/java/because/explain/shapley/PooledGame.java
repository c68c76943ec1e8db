package because.explain.shapley;

import because.core.BadInput;
import because.core.Coalitions;
import because.core.Game;
import because.explain.gradient.Quadrature;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A game whose Shapley values are known: players add up, and take part in pools, where each is weighed against all who are there, as in attention:
 *
 * <pre>v(S) = Σ<sub>i∈S</sub> bᵢ + Σ<sub>h</sub> (Σ<sub>i∈S</sub> cₕᵢ) / (1 + Σ<sub>i∈S</sub> aₕᵢ)</pre>
 *
 * <p>A pool's quotient is an integral of products over the players, 1 / x = ∫ e<sup>−tx</sup> dt, and a Shapley value is the mean of what a player adds to those who come each with probability p, over all p (Owen
 * 1972): both integrals are done by quadrature, to about five digits, at a cost that is linear in the number of players.
 */
public final class PooledGame implements Game {
    /** The step of the trapezoidal rule in log t; its error falls as exp(−π² / step). */
    private static final double STEP = 0.6;

    /** What is left out below the first and above the last node is smaller than e to this. */
    private static final double TAIL = 14;

    private static final double LAST = 3.2;

    private static final int MOST_SHARES = 64;

    /** By their number, Gauss and Legendre's nodes and weights from 0 to 1, with the nodes squared, for what changes fast is near p = 0. */
    private static final double[][][] SHARES =
            IntStream.rangeClosed(0, MOST_SHARES).mapToObj(PooledGame::shares).toArray(double[][][]::new);

    private final int players;
    private final double[][] alone;
    private final double[][][] weights;
    private final double[][][] worths;

    /**
     * @param players how many players there are
     * @param alone bᵢ: a row for each column of the game
     * @param weights aₕᵢ, 0 or more: for each column a row for each pool
     * @param worths cₕᵢ, in the same shape
     */
    public PooledGame(int players, double[][] alone, double[][][] weights, double[][][] worths) {
        this.players = players;
        this.alone = alone;
        this.weights = weights;
        this.worths = worths;
    }

    @Override
    public int players() {
        return players;
    }

    @Override
    public int columns() {
        return alone.length;
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        if (coalitions.players() != players) {
            throw BadInput.of("the coalitions' number of players", coalitions.players(), "" + players, "");
        }
        int[] present = new int[players];
        for (int row = 0; row < coalitions.size(); row++) {
            int count = 0;
            for (int player = 0; player < players; player++) {
                if (coalitions.contains(row, player)) {
                    present[count++] = player;
                }
            }
            for (int column = 0; column < alone.length; column++) {
                double value = sum(alone[column], present, count);
                for (int h = 0; h < weights[column].length; h++) {
                    value += sum(worths[column][h], present, count) / (1 + sum(weights[column][h], present, count));
                }
                out[row][column] = value;
            }
        }
    }

    private static double sum(double[] numbers, int[] present, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += numbers[present[i]];
        }
        return sum;
    }

    /** @return the Shapley values: a row for each player, a column for each column of the game; what the quadrature is off in their sum is spread evenly */
    public double[][] shapley() {
        double[][] values = new double[players][alone.length];
        for (int column = 0; column < alone.length; column++) {
            for (int player = 0; player < players; player++) {
                values[player][column] = alone[column][player];
            }
            for (int h = 0; h < weights[column].length; h++) {
                double[] own = pool(weights[column][h], worths[column][h]);
                double whole = Arrays.stream(worths[column][h]).sum()
                        / (1 + Arrays.stream(weights[column][h]).sum());
                double off = (whole - Arrays.stream(own).sum()) / players;
                for (int player = 0; player < players; player++) {
                    values[player][column] += own[player] + off;
                }
            }
        }
        return values;
    }

    private static double[] pool(double[] a, double[] c) {
        int n = a.length;
        double[] values = new double[n];
        double[] moved = new double[n];
        double[] lost = new double[n];
        double[] present = new double[n];
        double[] shares = new double[n];
        double all = Arrays.stream(a).sum();
        double first = -TAIL - Math.log1p(all);
        // The error falls as ρ to minus twice the number of nodes, ρ = 1 + √(2 / √Σa): the pole nearest to 0 to 1 is at
        // q² = −1 / Σa.
        int count = (int) Math.clamp(Math.ceil(6 / Math.log1p(Math.sqrt(2 / Math.sqrt(all)))), 8, MOST_SHARES);
        for (double s = LAST; s > first; s -= STEP) {
            double t = Math.exp(s);
            double weight = STEP * t * Math.exp(-t);
            for (int i = 0; i < n; i++) {
                lost[i] = -Math.expm1(-t * a[i]);
                moved[i] = c[i] * (1 - lost[i]);
            }
            for (double[] share : SHARES[count]) {
                double p = share[0];
                for (int i = 0; i < n; i++) {
                    present[i] = 1 - p * lost[i];
                    shares[i] = p * moved[i] / present[i];
                }
                double product = weight * share[1] * product(present);
                double sum = sum(shares);
                for (int i = 0; i < n; i++) {
                    values[i] += product / present[i] * (moved[i] - (sum - shares[i]) * lost[i]);
                }
            }
        }
        return values;
    }

    /** Four at a time: a single product would wait for itself. */
    private static double product(double[] x) {
        double a = 1;
        double b = 1;
        double c = 1;
        double d = 1;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            a *= x[i];
            b *= x[i + 1];
            c *= x[i + 2];
            d *= x[i + 3];
        }
        for (; i < x.length; i++) {
            a *= x[i];
        }
        return a * b * (c * d);
    }

    private static double sum(double[] x) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i];
        }
        return a + b + (c + d);
    }

    /** Nodes q² of a Gauss-Legendre rule in q, and its weights times 2q. */
    private static double[][] shares(int count) {
        Quadrature.Points points = Quadrature.GAUSS_LEGENDRE.points(Math.max(1, count));
        double[][] shares = new double[count][];
        for (int i = 0; i < count; i++) {
            double q = points.at(i);
            shares[i] = new double[] {q * q, 2 * q * points.weight(i)};
        }
        return shares;
    }
}
