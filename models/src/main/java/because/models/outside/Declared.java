package because.models.outside;

import because.core.Capabilities;
import because.core.Catalog;
import because.core.Profile;
import because.models.store.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model outside said of itself when it was registered, and how it answered then.
 *
 * @param fingerprint what tells this version of it from another; empty if neither it nor its owner says
 * @param capabilities what it looks at
 * @param window how many of a profile's newest events it looks at
 * @param logOdds whether its scores are log-odds
 * @param answers its scores of some items, the same of each catalogue, for some profiles: a row for each profile
 */
record Declared(
        String fingerprint, Capabilities capabilities, int window, boolean logOdds, List<List<Double>> answers) {
    private static final int PROFILES = 8;
    private static final int ITEMS = 16;
    private static final int LONGEST = 6;
    private static final long SEED = 20_261_128;

    Declared {
        answers = answers.stream().map(List::copyOf).toList();
    }

    /** What is kept of a model. Earlier versions did not ask for {@code describedEvents}: who scored described items was taken to look at events of them. */
    static Declared read(String file, String json) {
        String complete = json;
        try {
            JsonNode tree = JsonMapper.shared().readTree(json);
            if (tree.path("capabilities") instanceof ObjectNode looks
                    && looks.has("describedItems")
                    && !looks.has(Protocol.DESCRIBED_EVENTS)) {
                looks.set(Protocol.DESCRIBED_EVENTS, looks.get("describedItems"));
                complete = StrictJson.write(tree);
            }
        } catch (JacksonException _) {
            complete = json; // what is wrong with it is said where it is read strictly
        }
        return StrictJson.read(file, complete, Declared.class);
    }

    Declared withAnswers(double[][] scores) {
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : scores) {
            rows.add(java.util.Arrays.stream(row).boxed().toList());
        }
        return new Declared(fingerprint, capabilities, window, logOdds, rows);
    }

    /** The profiles that it is tried with: nothing known, and a few random items of the catalogue. */
    static List<Profile> profiles(Catalog catalog) {
        Random random = new Random(SEED);
        List<Profile> profiles = new ArrayList<>();
        profiles.add(Profile.EMPTY);
        while (profiles.size() < PROFILES) {
            int[] items = random.ints(1L + profiles.size() % LONGEST, 0, catalog.size())
                    .distinct()
                    .toArray();
            profiles.add(Profile.ofItems(items));
        }
        return profiles;
    }

    /** The numbers of the items that it is tried with. */
    static int[] items(Catalog catalog) {
        return new Random(SEED).ints(ITEMS, 0, catalog.size()).toArray();
    }
}
