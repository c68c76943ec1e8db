package because.cli;

import because.Answer;
import because.AnswerJson;
import because.Because;
import because.Json;
import because.core.BadInput;
import because.core.Profile;
import because.core.Query;
import because.narrate.Language;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "whatif",
        mixinStandardHelpOptions = true,
        description = {
            "Add events to a person's history or take some out, and see how the recommendations and their reasons change.",
            "With --bring, find the fewest changes that would bring an item into the list.",
            "Nothing is stored. An item that is taken out is not recommended in its place."
        })
final class WhatIfCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions.Asking asking = new ProjectOptions.Asking();

    @Option(names = "--add", paramLabel = "ITEM", split = ",", description = "Items that are added as newest events.")
    private List<String> add = List.of();

    @Option(names = "--remove", paramLabel = "ITEM", split = ",", description = "Items whose events are taken out.")
    private List<String> remove = List.of();

    @Mixin
    private BringReport bring = new BringReport();

    @Option(names = "-n", paramLabel = "N", defaultValue = "10", description = "How many; default: 10.")
    private int n = 10;

    @Option(names = "--language", paramLabel = "en|zh", defaultValue = "en", description = "en or zh; default: en.")
    private String language = "en";

    WhatIfCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Language spoken = Language.of(language);
        if (bring.asked()) {
            if (!add.isEmpty() || !remove.isEmpty()) {
                throw new BadInput("--bring finds the changes itself.\nMaybe leave out --add and --remove.");
            }
            try (Because because = asking.open(BringReport.CALLS, terminal)) {
                return bring.print(because, asking, n, spoken, terminal);
            }
        }
        if (add.isEmpty() && remove.isEmpty()) {
            throw new BadInput(
                    "nothing is changed.\nMaybe give --add ITEM or --remove ITEM, with ids of the catalogue, or ask what would --bring ITEM.");
        }
        try (Because because = asking.open(0, terminal)) {
            Profile before = because.profile(asking.user()).orElse(Profile.EMPTY);
            List<Integer> added = add.stream().map(because::item).toList();
            List<Integer> removed = remove.stream().map(because::item).toList();
            Profile after = because.changed(before, added, removed);
            Query usual = because.query(asking.user(), n);
            Set<Integer> exclude = new HashSet<>(usual.exclude());
            exclude.addAll(added);
            boolean known = because.profile(asking.user()).isPresent();
            Answer then = because.recommend(usual, true);
            Answer now = because.recommend(new Query(after, n, exclude, List.of()), true);
            if (asking.json()) {
                terminal.json(json(known, then, now));
            } else {
                asking.note(known, terminal);
                terminal.text(text(then, now, spoken));
            }
        }
        return 0;
    }

    private ObjectNode json(boolean known, Answer then, Answer now) {
        ObjectNode json = Json.object();
        json.put("user", asking.user());
        json.put("model", now.model());
        json.put("known", known);
        json.set("added", Json.tree(add));
        json.set("removed", Json.tree(remove));
        json.set("before", AnswerJson.of(then).get("recommendations"));
        ArrayNode after = (ArrayNode) AnswerJson.of(now).get("recommendations");
        for (int i = 0; i < after.size(); i++) {
            ObjectNode item = (ObjectNode) after.get(i);
            int rank = then.items().indexOf(item.get("item").asString()) + 1;
            if (rank > 0) {
                item.put("rankBefore", rank);
            } else {
                item.putNull("rankBefore");
            }
        }
        json.set("after", after);
        return json;
    }

    private static String text(Answer then, Answer now, Language language) {
        StringBuilder text = new StringBuilder();
        for (Answer.Recommended recommended : now.recommendations()) {
            int before = then.items().indexOf(recommended.item()) + 1;
            String move = before == 0 ? "new" : before == recommended.rank() ? "same place" : "was " + before;
            text.append(String.format(
                    java.util.Locale.ROOT, "%3d  %s  (%s)%n", recommended.rank(), recommended.title(), move));
            recommended
                    .why()
                    .ifPresent(why ->
                            text.append("     ").append(why.reason(language)).append(System.lineSeparator()));
        }
        List<String> gone = then.recommendations().stream()
                .filter(r -> !now.items().contains(r.item()))
                .map(r -> r.rank() + " " + r.title())
                .toList();
        text.append(gone.isEmpty() ? "No recommendation is gone." : "Gone: " + String.join("; ", gone));
        return text.toString();
    }
}
