package because.cli.vectors;

import because.explain.shapley.Dividends;
import because.explain.shapley.InteractionIndex;
import because.testkit.TableGame;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Every index of a game's players and pairs, by the names that the cases of the family {@code shapley} use. */
final class IndexVectors {
    private IndexVectors() {}

    static Map<String, Object> all(TableGame game) {
        Dividends dividends = Dividends.of(game);
        int n = game.players();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "values",
                IntStream.range(0, n).mapToDouble(i -> dividends.shapley(i, 0)).toArray());
        answer.put(
                "banzhaf",
                IntStream.range(0, n).mapToDouble(i -> dividends.banzhaf(i, 0)).toArray());
        answer.put("moebius_by_bitmask", dividends.all(0));
        for (InteractionIndex index : InteractionIndex.values()) {
            String name = index.name().toLowerCase(Locale.ROOT) + "_order2_";
            answer.put(
                    name + "singletons",
                    IntStream.range(0, n)
                            .mapToDouble(i -> dividends.alone(index, i, 0))
                            .toArray());
            Map<String, Object> pairs = new LinkedHashMap<>();
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    pairs.put(i + "," + j, dividends.pair(index, i, j, 0));
                }
            }
            answer.put(name + "pairs", pairs);
        }
        return answer;
    }
}
