package because.narrate;

import because.core.Rules.Condition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What features of people and items are called in words; a name that is not one of theirs stays as it is. */
final class FeatureWords {
    private static final Pattern AGES = Pattern.compile("history:newest (\\d+)-(\\d+)");
    private static final Pattern OLDER = Pattern.compile("history:older than newest (\\d+)");
    private static final Pattern NAMED = Pattern.compile("(person|item|match|history):([^=>]+)(?:([=>])(.*))?");

    private final Language language;

    FeatureWords(Language language) {
        this.language = language;
    }

    private String say(String english, String chinese) {
        return switch (language) {
            case EN -> english;
            case ZH -> chinese;
        };
    }

    /** A feature in words. */
    String name(String feature) {
        return fixed(feature)
                .or(() -> aged(feature))
                .or(() -> named(feature))
                .orElseGet(() -> ExplanationText.plain(feature));
    }

    private Optional<String> fixed(String feature) {
        return Optional.ofNullable(
                switch (feature) {
                    case "history:newest" -> say("the newest event", "最近的一个事件");
                    case "history:order" -> say("the order of the history", "历史的顺序");
                    case "history:values" -> say("the values of the events", "历史事件的数值");
                    case "history:times" -> say("the times of the events", "历史事件的时间");
                    case "history:length" -> say("the length of the history", "历史的长度");
                    case "history:mean value" -> say("the mean value of the events", "历史事件的平均数值");
                    case "history:popular" -> say("the share of popular items in the history", "历史中热门物品的比例");
                    case "who" -> say("who the person is", "用户是谁");
                    case "item" -> say("which item it is", "是哪个物品");
                    case "item:events" -> say("how many events the item has", "物品的事件数");
                    default -> null;
                });
    }

    private Optional<String> aged(String feature) {
        Matcher ages = AGES.matcher(feature);
        if (ages.matches()) {
            return Optional.of(say(
                    "events " + ages.group(1) + " to " + ages.group(2) + " from the newest",
                    "从最近数起第 " + ages.group(1) + " 至 " + ages.group(2) + " 个事件"));
        }
        Matcher older = OLDER.matcher(feature);
        return older.matches()
                ? Optional.of(say("the events before the newest " + older.group(1), "最近 " + older.group(1) + " 个之前的事件"))
                : Optional.empty();
    }

    private Optional<String> named(String feature) {
        Matcher named = NAMED.matcher(feature);
        if (!named.matches()) {
            return Optional.empty();
        }
        String attribute = ExplanationText.plain(named.group(2));
        String sign = named.group(3) == null ? "" : named.group(3);
        String word = named.group(4) == null ? "" : Marks.QUOTES.around(named.group(4));
        return Optional.of(
                switch (named.group(1) + sign) {
                    case "person" -> say("the person's " + attribute, "用户的 " + attribute);
                    case "person=" -> say(word + " among the person's " + attribute, "用户的 " + attribute + " 含" + word);
                    case "item" -> say("the item's " + attribute, "物品的 " + attribute);
                    case "item=" -> say(word + " among the item's " + attribute, "物品的 " + attribute + " 含" + word);
                    case "item>" ->
                        say("the item's " + attribute + " above " + word, "物品的 " + attribute + " 高于" + word);
                    case "match" ->
                        say(
                                "the share of the history that has " + attribute + " in common with the item",
                                "历史中与物品的 " + attribute + " 相同的比例");
                    case "history=" ->
                        say(
                                "the share of " + word + " (" + attribute + ") in the history",
                                "历史中" + word + "（" + attribute + "）的比例");
                    default -> ExplanationText.plain(feature);
                });
    }

    /** What must hold of a feature, in words. */
    String condition(Condition condition) {
        String name = condition.feature().endsWith(" known")
                ? name(condition.feature().substring(0, condition.feature().length() - 6)) + say(" known", "已知")
                : name(condition.feature());
        String value = condition.value();
        return switch (condition.relation()) {
            case AT_MOST -> name + " ≤ " + value;
            case ABOVE -> name + " > " + value;
            case IS -> name + say(" is ", "是") + Marks.QUOTES.around(value);
            case IS_NOT -> name + say(" is not ", "不是") + Marks.QUOTES.around(value);
            case HAS -> name;
            case HAS_NOT -> say("not ", "没有") + name;
        };
    }

    /** All conditions of a rule in a row. */
    String conditions(List<Condition> conditions) {
        return String.join(
                say(" and ", "且"), conditions.stream().map(this::condition).toList());
    }
}
