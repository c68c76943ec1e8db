package because.explain.learned;

import because.core.Game;
import because.explain.shapley.PooledGame;
import java.util.BitSet;

/**
 * How well a {@link PooledGame} stands for the game of an answer: the squared difference of their odd parts, (v(S) − v(S̄)) / 2, less what they would be if everybody got the same. Coalitions are drawn of each
 * size alike and weighed by 1 / (s (n − s)), so that the numbers bᵢ for which the loss is smallest leave nothing over that has a Shapley value: what the pools do not say of the Shapley values, these do
 * (FastSHAP: Jethani et al. 2022, here of pairs as in Covert, Lee 2021).
 */
final class AnswerLoss {
    private final int players;
    private final Pairs pairs;
    private final double[] targets;
    private double scale = 1;

    private AnswerLoss(Pairs pairs, double[] targets) {
        this.players = pairs.players();
        this.pairs = pairs;
        this.targets = targets;
    }

    /**
     * Asks a game.
     *
     * @param game of 2 players or more
     * @param pairs how many pairs of coalitions
     * @param seed of the draw
     * @return a loss for each column of the game
     */
    static AnswerLoss[] of(Game game, int pairs, long seed) {
        Pairs drawn = Pairs.draw(game.players(), pairs, seed);
        double[][] v = new double[drawn.asked().size()][game.columns()];
        game.values(drawn.asked(), v);
        AnswerLoss[] losses = new AnswerLoss[game.columns()];
        for (int column = 0; column < losses.length; column++) {
            double[] own = new double[v.length];
            for (int row = 0; row < own.length; row++) {
                own[row] = v[row][column];
            }
            losses[column] = new AnswerLoss(drawn, drawn.odd(own));
        }
        return losses;
    }

    /** The weighted mean square of what is to be said. */
    double square() {
        return pairs.square(targets);
    }

    /** What the loss is divided by. */
    void scale(double scale) {
        this.scale = scale;
    }

    /**
     * @param events what the network said of each event
     * @param unit what the outputs are multiplied by
     * @param slopes filled: of the loss with each output; may be empty
     * @return the loss
     */
    double of(float[][] events, double unit, float[][] slopes) {
        int pools = (events[0].length - 1) / 2;
        double[][] a = new double[pools][players];
        double[][] w = new double[pools][players];
        for (int i = 0; i < players; i++) {
            for (int h = 0; h < pools; h++) {
                a[h][i] = weight(events[i][1 + 2 * h]);
                w[h][i] = a[h][i] * events[i][2 + 2 * h];
            }
        }
        double[] wholeA = new double[pools];
        double[] wholeC = new double[pools];
        double wholeB = 0;
        for (int i = 0; i < players; i++) {
            wholeB += events[i][0];
            for (int h = 0; h < pools; h++) {
                wholeA[h] += a[h][i];
                wholeC[h] += w[h][i];
            }
        }
        double[] ofB = new double[players];
        double[][] ofA = new double[pools][players];
        double[][] ofC = new double[pools][players];
        double loss = 0;
        for (int pair = 0; pair < targets.length; pair++) {
            BitSet present = pairs.coalition(pair);
            double tilt = pairs.tilt(pair);
            double insideB = 0;
            double[] insideA = new double[pools];
            double[] insideC = new double[pools];
            for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
                insideB += events[i][0];
                for (int h = 0; h < pools; h++) {
                    insideA[h] += a[h][i];
                    insideC[h] += w[h][i];
                }
            }
            double said = insideB - wholeB / 2 - tilt * wholeB;
            for (int h = 0; h < pools; h++) {
                said += insideC[h] / (1 + insideA[h]) / 2;
                said -= (wholeC[h] - insideC[h]) / (1 + wholeA[h] - insideA[h]) / 2;
                said -= tilt * wholeC[h] / (1 + wholeA[h]);
            }
            double off = unit * said - targets[pair];
            loss += pairs.weight(pair) * off * off / scale;
            if (slopes.length == 0) {
                continue;
            }
            double slope = 2 * pairs.weight(pair) * off * unit / scale;
            for (int i = 0; i < players; i++) {
                ofB[i] += slope * ((present.get(i) ? 0.5 : -0.5) - tilt);
            }
            for (int h = 0; h < pools; h++) {
                double in = 1 / (1 + insideA[h]);
                double out = 1 / (1 + wholeA[h] - insideA[h]);
                double all = 1 / (1 + wholeA[h]);
                double inA = slope * (-insideC[h] * in * in / 2 + tilt * wholeC[h] * all * all);
                double outA = slope * ((wholeC[h] - insideC[h]) * out * out / 2 + tilt * wholeC[h] * all * all);
                double inC = slope * (in / 2 - tilt * all);
                double outC = slope * (-out / 2 - tilt * all);
                for (int i = 0; i < players; i++) {
                    boolean inside = present.get(i);
                    ofA[h][i] += inside ? inA : outA;
                    ofC[h][i] += inside ? inC : outC;
                }
            }
        }
        for (int i = 0; i < slopes.length; i++) {
            slopes[i][0] = (float) ofB[i];
            for (int h = 0; h < pools; h++) {
                double bent = Math.tanh(events[i][1 + 2 * h] / LearnedNetwork.BEND);
                double ofWeight = ofA[h][i] + ofC[h][i] * events[i][2 + 2 * h];
                slopes[i][1 + 2 * h] = (float) (ofWeight * a[h][i] * (1 - bent * bent));
                slopes[i][2 + 2 * h] = (float) (ofC[h][i] * a[h][i]);
            }
        }
        return loss;
    }

    /** A pool's weight of an event, from what the network said. */
    static double weight(double output) {
        return Math.exp(LearnedNetwork.BEND * Math.tanh(output / LearnedNetwork.BEND));
    }
}
