package because;

import because.core.DeletionTest;
import because.core.Player;
import because.core.PlayerValue;
import because.evaluate.MetricValue;
import because.evaluate.understanding.Readability;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.List;

/**
 * How the reasons read that people are shown, in one language.
 *
 * @param language the language
 * @param reasons how many reasons were looked at
 * @param supported the share of them that had enough evidence to name something
 * @param named how many events a supported reason names
 * @param plain the share of the named events whose name is one that people use: it has letters, and is not the item's id
 * @param characters the length, spaces left out
 * @param clause words (in Chinese characters) between marks of punctuation
 * @param ease Flesch's reading ease; NaN for Chinese
 */
public record ReasonReading(
        Language language,
        int reasons,
        double supported,
        MetricValue named,
        double plain,
        MetricValue characters,
        MetricValue clause,
        MetricValue ease) {

    /**
     * Reads the reason of the first recommendation of each of some people.
     *
     * @param because the model and the people
     * @param people their ids
     * @return a reading for each language
     */
    public static List<ReasonReading> of(Because because, List<String> people) {
        List<Answer.Why> reasons = new ArrayList<>();
        for (String person : people) {
            because.recommend(person, 1).recommendations().forEach(r -> r.why().ifPresent(reasons::add));
        }
        List<ReasonReading> readings = new ArrayList<>();
        for (Language language : Language.values()) {
            readings.add(of(because, language, reasons));
        }
        return readings;
    }

    private static ReasonReading of(Because because, Language language, List<Answer.Why> reasons) {
        List<Double> named = new ArrayList<>();
        List<Readability> texts = new ArrayList<>();
        int plain = 0;
        int names = 0;
        for (Answer.Why why : reasons) {
            DeletionTest test = why.explanation().header().deletionTest().orElse(null);
            if (test == null || !test.passed()) {
                continue;
            }
            named.add((double) test.named().size());
            texts.add(Readability.of(why.reason(language)));
            if (why.explanation() instanceof because.core.Attribution attribution) {
                for (PlayerValue value : attribution.players()) {
                    if (test.named().contains(value.player().id())) {
                        names++;
                        plain += plain(because, value.player()) ? 1 : 0;
                    }
                }
            }
        }
        return new ReasonReading(
                language,
                reasons.size(),
                reasons.isEmpty() ? 0 : named.size() / (double) reasons.size(),
                MetricValue.of(named.stream().mapToDouble(Double::doubleValue).toArray()),
                names == 0 ? Double.NaN : plain / (double) names,
                MetricValue.of(
                        texts.stream().mapToDouble(Readability::characters).toArray()),
                MetricValue.of(texts.stream().mapToDouble(Readability::clause).toArray()),
                texts.stream().allMatch(t -> Double.isNaN(t.ease()))
                        ? new MetricValue(Double.NaN, Double.NaN)
                        : MetricValue.of(texts.stream()
                                .mapToDouble(Readability::ease)
                                .filter(e -> !Double.isNaN(e))
                                .toArray()));
    }

    private static boolean plain(Because because, Player player) {
        return player.name().codePoints().anyMatch(Character::isLetter)
                && because.recommender().catalog().index(player.name()) < 0;
    }
}
