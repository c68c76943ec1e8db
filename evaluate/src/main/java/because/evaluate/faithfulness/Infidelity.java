package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.List;

/**
 * How well the values of an explanation, added up, foretell what perturbations do (Yeh et al. 2019, as captum has it). With a = Iᵀφ and b = f(x) − f(x − I):
 *
 * @param infidelity E[(a − b)²]; 0 is perfect
 * @param beta E[ab] / E[a²], the factor that would make the values fit best; 0 if all a are 0
 * @param normalised β² E[a²] − 2β E[ab] + E[b²]: the infidelity after that factor; it does not punish values for their scale
 * @param power E[b²], what an explanation of nothing would have
 */
public record Infidelity(double infidelity, double beta, double normalised, double power) {

    /**
     * A perturbation and what came of it.
     *
     * @param perturbation I, how much is taken of each player; 1 takes it out
     * @param value f(x − I)
     */
    public record Perturbed(List<Double> perturbation, double value) {
        /** Copies the list. */
        public Perturbed {
            perturbation = List.copyOf(perturbation);
        }
    }

    /**
     * @param values φ, what each player gets
     * @param full f(x)
     * @param perturbed the perturbations, one at least
     * @return the infidelity
     * @throws BadInput if a perturbation is of another number of players
     */
    public static Infidelity of(double[] values, double full, List<Perturbed> perturbed) {
        if (perturbed.isEmpty()) {
            throw new BadInput("infidelity needs one perturbation at least.");
        }
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double off = 0;
        for (Perturbed one : perturbed) {
            if (one.perturbation().size() != values.length) {
                throw BadInput.of(
                        "the length of a perturbation", one.perturbation().size(), values.length + " players", "");
            }
            double a = 0;
            for (int player = 0; player < values.length; player++) {
                a += one.perturbation().get(player) * values[player];
            }
            double b = full - one.value();
            aa += a * a;
            ab += a * b;
            bb += b * b;
            off += (a - b) * (a - b);
        }
        int count = perturbed.size();
        double beta = aa == 0 ? 0 : ab / aa;
        double normalised = (beta * beta * aa - 2 * beta * ab + bb) / count;
        return new Infidelity(off / count, beta, Math.max(0, normalised), bb / count);
    }

    /** @return the normalised infidelity as a share of what an explanation of nothing has: from 0, perfect, to 1, useless; 0 if nothing ever changes */
    public double share() {
        return power == 0 ? 0 : normalised / power;
    }
}
