package because.cli;

import because.Because;
import because.Interest;
import because.Interest.Standing;
import because.Interests;
import because.Json;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Event;
import because.core.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what is known of a person, and lets it be changed. */
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        description = {
            "Show what a person likes, as the events tell and as the person says, and change it.",
            "Long: the share of the person's events whose item has it; short: the same, where an event counts half as much as the fifth one after it; usual: the share of everybody's events.",
            "What is added is read by the model as the newest event (models that read attributes of events' items: transformer with attributes=true, content, affinity; others refuse it); events of what is removed or muted are not read, and nothing that has what is muted is recommended. It is kept in interests.json of the project and holds for recommend, explain and whatif."
        })
final class PersonCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions.Asking asking = new ProjectOptions.Asking();

    @Option(
            names = "--add",
            paramLabel = "ATTRIBUTE=VALUE",
            description = "The person says: I like this. Such as genres=Comedy; may be given several times.")
    private List<String> add = List.of();

    @Option(
            names = "--remove",
            paramLabel = "ATTRIBUTE=VALUE",
            description = "The person says: this was not me. Events until now do not count; later ones do.")
    private List<String> remove = List.of();

    @Option(
            names = "--mute",
            paramLabel = "ATTRIBUTE=VALUE",
            description =
                    "The person says: not now. Its events do not count, and it is not recommended, until --reset.")
    private List<String> mute = List.of();

    @Option(names = "--reset", paramLabel = "ATTRIBUTE=VALUE", description = "Take back what was said of it.")
    private List<String> reset = List.of();

    @Option(names = "--top", paramLabel = "N", description = "Show so many interests; default: 15.")
    private int top = 15;

    PersonCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (top < 1) {
            throw BadInput.of("--top", top, "1 or more", "");
        }
        try (Because because = asking.open(0, terminal)) {
            Interests interests = because.interests();
            Map<String, Standing> changes = changes();
            if (!changes.isEmpty()) {
                interests.change(asking.user(), changes);
            }
            List<Interest> all = interests.of(asking.user());
            boolean known = because.profile(asking.user()).isPresent();
            if (asking.json()) {
                terminal.json(json(because, all, known));
            } else {
                asking.note(known, terminal);
                terminal.text(text(because, all));
            }
        }
        return 0;
    }

    private Map<String, Standing> changes() {
        Map<String, Standing> changes = new LinkedHashMap<>();
        put(changes, add, Standing.DECLARED);
        put(changes, remove, Standing.REMOVED);
        put(changes, mute, Standing.MUTED);
        put(changes, reset, Standing.OBSERVED);
        return changes;
    }

    private static void put(Map<String, Standing> changes, List<String> interests, Standing standing) {
        for (String interest : interests) {
            Standing before = changes.put(interest, standing);
            if (before != null && before != standing) {
                throw new BadInput("two things are said of the interest '" + interest + "'.\nMaybe say one.");
            }
        }
    }

    private ObjectNode json(Because because, List<Interest> all, boolean known) {
        ObjectNode json = Json.object();
        json.put("user", asking.user());
        json.put("known", known);
        Profile profile = because.profile(asking.user()).orElse(Profile.EMPTY);
        json.put("events", profile.events().size());
        ArrayNode list = json.putArray("interests");
        for (Interest interest : all) {
            ObjectNode entry = list.addObject();
            entry.put("attribute", interest.attribute());
            entry.put("value", interest.value());
            entry.put("standing", label(interest));
            entry.put("longTerm", interest.longTerm());
            entry.put("shortTerm", interest.shortTerm());
            entry.put("usual", interest.usual());
            entry.put("weight", interest.weight());
            entry.set("events", Json.tree(interest.events()));
        }
        return json;
    }

    private String text(Because because, List<Interest> all) {
        Profile profile = because.profile(asking.user()).orElse(Profile.EMPTY);
        if (all.isEmpty()) {
            return "Nothing is known of what this person likes: there are "
                    + profile.events().size() + " events, of items without attributes that are words.";
        }
        Catalog catalog = because.recommender().catalog();
        TextTable table = new TextTable("interest", "", "long", "short", "usual", "from")
                .words(1)
                .words(5);
        for (Interest interest : all.subList(0, Math.min(top, all.size()))) {
            table.add(
                    interest.attribute() + " = " + interest.value(),
                    interest.standing() == Standing.OBSERVED ? "" : label(interest),
                    share(interest.longTerm()),
                    share(interest.shortTerm()),
                    share(interest.usual()),
                    from(interest, because, catalog));
        }
        String more = all.size() > top ? (all.size() - top) + " more; --top shows them." : "";
        return (table + System.lineSeparator() + more).stripTrailing();
    }

    /** The newest events that it follows from. */
    private String from(Interest interest, Because because, Catalog catalog) {
        List<Integer> events = interest.events();
        List<Event> raw = because.interests().history(asking.user()).events();
        String newest = events.reversed().stream()
                .limit(2)
                .map(place -> catalog.title(raw.get(place).item()))
                .reduce((one, other) -> one + ", " + other)
                .orElse(interest.standing() == Standing.DECLARED ? "the person says so" : "");
        return events.size() > 2 ? newest + " and " + (events.size() - 2) + " more" : newest;
    }

    private static String label(Interest interest) {
        return interest.standing().name().toLowerCase(Locale.ROOT);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
