package because.cli;

import because.Answer;
import because.AnswerJson;
import because.Because;
import because.core.BadInput;
import because.core.Filter;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        description = {
            "Recommend to a person what they do not know yet; with --why, say why.",
            "Somebody whom the data does not have gets what the model recommends to a person it knows nothing about."
        })
final class RecommendCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions.Asking asking = new ProjectOptions.Asking();

    @Option(names = "-n", paramLabel = "N", defaultValue = "10", description = "How many; default: 10.")
    private int n = 10;

    @Option(names = "--why", description = "Give the reason of each, tested before it is shown.")
    private boolean why;

    @Option(
            names = "--filter",
            paramLabel = "ATTRIBUTE=VALUE",
            description = "Only items with that value; the same attribute again allows another value.")
    private List<String> filters = List.of();

    @Option(
            names = "--language",
            paramLabel = "en|zh",
            split = ",",
            defaultValue = "en",
            description = "The languages of the reasons, separated by commas; default: en.")
    private List<String> languages = List.of("en");

    RecommendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Language> spoken = languages.stream().map(Language::of).toList();
        List<Filter> conditions = filters(filters);
        try (Because because = asking.open(0, terminal)) {
            Answer answer = because.recommend(asking.user(), n, conditions, why);
            if (asking.json()) {
                terminal.json(AnswerJson.of(answer));
                return 0;
            }
            asking.note(answer.known(), terminal);
            terminal.text(Reports.answer(answer, spoken));
        }
        return 0;
    }

    /** Conditions on one attribute are alternatives, those on several must all hold. */
    static List<Filter> filters(List<String> texts) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw BadInput.of("--filter", text, "ATTRIBUTE=VALUE", "Maybe --filter genres=Comedy");
            }
            values.computeIfAbsent(text.substring(0, equals), _ -> new LinkedHashSet<>())
                    .add(text.substring(equals + 1));
        }
        List<Filter> filters = new ArrayList<>();
        values.forEach((attribute, anyOf) -> filters.add(new Filter(attribute, anyOf)));
        return filters;
    }
}
