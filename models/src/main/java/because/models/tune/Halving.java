package because.models.tune;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;

/**
 * The schedule of successive halving (Jamieson, Talwalkar 2016), in the form of the inner loop of Hyperband (Li et al. 2018, algorithm 1): of n configurations
 * with a greatest budget R, rung i of 0 … s compares n<sub>i</sub> = ⌊n η<sup>−i</sup>⌋ at a budget of r<sub>i</sub> = ⌊R η<sup>i−s</sup>⌋ each, and the best
 * n<sub>i+1</sub> of them go on. There are as many rungs as configurations and budgets allow: s is the smaller one of ⌊log<sub>η</sub> n⌋ and
 * ⌊log<sub>η</sub> (R / least)⌋.
 *
 * @param configurations n, how many there are in the first rung; 1 or more
 * @param reduction η, of how many one goes on; 2 or more
 * @param least the smallest budget that can tell configurations apart; 1 or more
 * @param most R, the whole budget of a training; the least or more
 */
public record Halving(int configurations, int reduction, int least, int most) {
    /** Checks every range. */
    public Halving {
        if (configurations < 1) {
            throw BadInput.of("the number of configurations", configurations, "1 or more", "");
        }
        if (reduction < 2) {
            throw BadInput.of("reduction", reduction, "2 or more", "");
        }
        if (least < 1 || least > most) {
            throw BadInput.of("the least budget", least, "1 to the whole budget, " + most, "");
        }
    }

    /**
     * A comparison at one budget.
     *
     * @param configurations how many are compared
     * @param budget of each, all in all
     */
    public record Rung(int configurations, int budget) {}

    /** @return the rungs, that of the most configurations first */
    public List<Rung> rungs() {
        int steps = 0;
        long power = reduction;
        while (power <= configurations && power * least <= most) {
            steps++;
            power *= reduction;
        }
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            rungs.add(new Rung((int) (configurations / power(i)), (int) (most / power(steps - i))));
        }
        return rungs;
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= reduction;
        }
        return power;
    }
}
