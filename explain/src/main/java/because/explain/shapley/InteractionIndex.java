package because.explain.shapley;

import java.util.Locale;

/**
 * How what coalitions add is shared out among players and pairs of them. Each index weighs the dividend m(T) of a coalition T ({@link Dividends}) by its size
 * t. But for {@link #SII}, players and pairs together make up the whole, v(N) − v(∅).
 */
public enum InteractionIndex {
    /** Shapley interaction index (Grabisch, Roubens 1999): pairs get m(T) / (t − 1), players their Shapley values, m(T) / t. */
    SII,
    /** The same made complete (n-Shapley values: Bordt, von Luxburg 2023): each player gives half of each of its pairs away. */
    K_SII,
    /** Shapley-Taylor interaction index (Sundararajan, Dhamdhere, Agarwal 2020): players get what they are worth alone, pairs all else, m(T) / (t choose 2). */
    STII,
    /** Faithful Shapley interaction index (Tsai, Yeh, Ravikumar 2023): of all sums over players and pairs the one nearest to the game. */
    FSII;

    /** @return the name in options and files */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The weight of m(T) in a pair within T, a coalition of this size, 2 or more. */
    double ofPair(int size) {
        return switch (this) {
            case SII, K_SII -> 1.0 / (size - 1);
            case STII -> 2.0 / ((double) size * (size - 1));
            case FSII -> size == 2 ? 1 : faithful(size, 2);
        };
    }

    /** The weight of m(T) in a player within T, a coalition of this size, 1 or more. */
    double ofPlayer(int size) {
        return switch (this) {
            case SII -> 1.0 / size;
            // Of the size − 1 pairs within T that the player is in, half of each.
            case K_SII -> 1.0 / size - (size > 1 ? 0.5 : 0);
            case STII -> size == 1 ? 1 : 0;
            case FSII -> size == 1 ? 1 : size == 2 ? 0 : faithful(size, 1);
        };
    }

    /**
     * By what a sample of a pair is multiplied whose set of others has this size and is drawn as SII weighs it. Weights of dividends are moments of a density of how
     * many are present, ∫ x^(t − 2) p(x) dx: 1 for SII, 2 (1 − x) for STII, 6 x (1 − x) for FSII.
     */
    double factorOfPair(int others, int players) {
        double n = players;
        return switch (this) {
            case SII, K_SII -> 1;
            case STII -> 2 * (n - 1 - others) / n;
            case FSII -> 6 * (others + 1) * (n - 1 - others) / (n * (n + 1));
        };
    }

    /** The same for a player, against the weights of Shapley values; of FSII the density is 4 − 6x. Of STII it is all at 0: what a player is worth alone. */
    double factorOfPlayer(int others, int players) {
        return switch (this) {
            case SII, K_SII -> 1;
            case STII -> others == 0 ? players : 0;
            case FSII -> 4 - 6.0 * (others + 1) / (players + 1);
        };
    }

    /** Tsai et al., theorem 19, for the order ℓ = 2: (−1)^(ℓ − s) · s / (ℓ + s) · (ℓ choose s) · (t − 1 choose ℓ) / (t + ℓ − 1 choose ℓ + s). */
    private static double faithful(int size, int within) {
        int order = 2;
        double sign = (order - within) % 2 == 0 ? 1 : -1;
        return sign
                * within
                / (order + within)
                * choose(order, within)
                * choose(size - 1, order)
                / choose(size + order - 1, order + within);
    }

    private static double choose(int n, int k) {
        double choose = 1;
        for (int i = 1; i <= k; i++) {
            choose = choose * (n - k + i) / i;
        }
        return choose;
    }
}
