package because.narrate;

import static because.narrate.Attributions.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import because.core.Attribution;
import because.core.Catalog;
import because.core.DeletionTest;
import because.core.Event;
import because.core.Link;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every attribution, tried on random ones: of all kinds of players, with and without passed tests, with tests that lie. */
class NarrationPropertiesTest {
    private static final int CASES = 2000;
    private static final String[] KINDS = {"rating", "click", "purchase", Event.ANY, "teleport", "view"};
    private static final Pattern QUOTED = Pattern.compile("“([^”]*)”|《([^》]*)》");

    /** A case: the names are words that no sentence of the grammar has, so that they can be looked for. */
    private record Case(Catalog catalog, Profile profile, Attribution attribution) {}

    private static Case random(Random random) {
        int events = random.nextInt(7);
        String[] titles = new String[events];
        String[] kinds = new String[events];
        List<Player> players = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            titles[i] = name(random, i);
            kinds[i] = KINDS[random.nextInt(KINDS.length)];
            players.add(new Player("event:" + i, titles[i], List.of(new Part.OfEvent(i))));
        }
        Part[] others = {
            new Part.OfTag("t"), new Part.OfAttribute("a"), new Part.OfLink(new Link("r", "l")), new Part.OfEvent(0)
        };
        for (int i = 0; i < random.nextInt(4); i++) {
            List<Part> parts = random.nextInt(3) == 0
                    ? List.of(new Part.OfEvent(0), new Part.OfEvent(9))
                    : List.of(others[random.nextInt(others.length)]);
            String prefix = random.nextBoolean() ? "group:" : "other:";
            players.add(new Player(prefix + i, name(random, 10 + i), parts));
        }
        List<PlayerValue> values = new ArrayList<>();
        for (Player player : players) {
            double error = random.nextInt(20) == 0 ? Double.NaN : Math.max(0, random.nextGaussian() / 10);
            values.add(new PlayerValue(player, random.nextGaussian(), error));
        }
        Attribution attribution =
                Attributions.of(random.nextGaussian(), 2 * random.nextGaussian(), test(random, values), values);
        return new Case(Attributions.catalog(titles), Attributions.person(kinds), attribution);
    }

    private static String name(Random random, int index) {
        String[] shapes = {
            "zq%d", "Zq%d: the \"End\"", "zq%d” and “x", "zq%d》和《x", "zq%d\n\u202e\u001b[1m", "\u200f zq%d <b>"
        };
        return String.format(java.util.Locale.ROOT, shapes[random.nextInt(shapes.length)], index);
    }

    /** Half of the tests name what may be named; the others name anything, or lie about their outcome. */
    private static Optional<DeletionTest> test(Random random, List<PlayerValue> values) {
        List<String> named = new ArrayList<>();
        boolean fair = random.nextBoolean();
        for (PlayerValue value : values) {
            boolean good = value.value() > 0 && value.value() > 2 * value.standardError();
            if ((good || !fair) && random.nextBoolean()) {
                named.add(value.player().id());
            }
        }
        if (!fair && random.nextInt(5) == 0) {
            named.add("event:77");
        }
        double fall = random.nextGaussian() + (fair ? 2 : 0);
        int weaker = random.nextInt(4) > 0 ? 40 : random.nextInt(41);
        return switch (random.nextInt(6)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new DeletionTest(named, fall, 40, weaker, true, random.nextBoolean()));
            default -> Optional.of(DeletionTest.of(named, fall, 40, weaker, true));
        };
    }

    @Test
    void every_reason_passes_the_guard_and_names_only_what_was_tested() {
        Random random = new Random(20261122);
        int supported = 0;
        int unsupported = 0;
        for (int i = 0; i < CASES; i++) {
            Case c = random(random);
            for (Language language : Language.values()) {
                Reason reason = new Narrator(c.catalog()).reason(c.attribution(), ITEM, c.profile(), language);
                String what = "case " + i + ": " + reason;
                assertThat(Guard.faults(reason, c.attribution(), ITEM)).as(what).isEmpty();
                assertThat(reason.text()).as(what).doesNotContain("\n", "\u001b", "\u202e", "\u200f");
                assertThat(reason.supported()).as(what).isEqualTo(deserved(c.attribution()));
                Set<String> named = named(reason.text());
                if (reason.supported()) {
                    supported++;
                    assertThat(reason.evidence())
                            .as(what)
                            .isEqualTo(c.attribution()
                                    .header()
                                    .deletionTest()
                                    .orElseThrow()
                                    .named());
                } else {
                    unsupported++;
                    assertThat(reason.evidence()).as(what).isEmpty();
                    assertThat(named).as(what).isEmpty();
                }
                for (PlayerValue value : c.attribution().players()) {
                    boolean cited = reason.evidence().contains(value.player().id());
                    assertThat(named.contains(key(value.player().name())))
                            .as(what)
                            .isEqualTo(cited);
                    if (cited) {
                        assertThat(value.value()).as(what).isPositive();
                        assertThat(value.value()).as(what).isGreaterThan(2 * value.standardError());
                    }
                }
            }
        }
        assertThat(supported).isGreaterThan(200);
        assertThat(unsupported).isGreaterThan(200);
    }

    /** The rule of the deletion test, written down a second time. */
    private static boolean deserved(Attribution attribution) {
        DeletionTest test = attribution.header().deletionTest().orElse(null);
        if (test == null || !test.passed() || test.named().isEmpty() || !test.certain() || test.fall() <= 0) {
            return false;
        }
        boolean strongest = test.weaker() * 100 >= test.removals() * 95;
        long good = attribution.players().stream()
                .filter(p -> test.named().contains(p.player().id()))
                .filter(p -> p.value() > 0 && p.value() > 2 * p.standardError())
                .count();
        return strongest && good == test.named().size();
    }

    @Test
    void a_reason_does_not_pass_for_an_attribution_without_its_test() {
        Random random = new Random(7);
        int tried = 0;
        for (int i = 0; i < CASES; i++) {
            Case c = random(random);
            Reason reason = new Narrator(c.catalog()).reason(c.attribution(), ITEM, c.profile(), Language.EN);
            if (reason.supported()) {
                tried++;
                Attribution untested = Attributions.of(
                        c.attribution().header().base(),
                        c.attribution().header().score(),
                        Optional.empty(),
                        c.attribution().players());
                assertThat(Guard.faults(reason, untested, ITEM)).as("case " + i).isNotEmpty();
            }
        }
        assertThat(tried).isGreaterThan(100);
    }

    @Test
    void a_forged_title_in_any_reason_is_found() {
        Random random = new Random(11);
        int tried = 0;
        for (int i = 0; i < CASES; i++) {
            Case c = random(random);
            Reason reason = new Narrator(c.catalog()).reason(c.attribution(), ITEM, c.profile(), Language.ZH);
            String forged = reason.text() + "《Forged》";
            assertThat(Guard.faults(
                            new Reason(Language.ZH, forged, reason.evidence(), reason.supported()),
                            c.attribution(),
                            ITEM))
                    .as("case " + i)
                    .isNotEmpty();
            tried++;
        }
        assertThat(tried).isEqualTo(CASES);
    }

    @Test
    void every_report_is_made_of_whole_clean_lines() {
        Random random = new Random(13);
        for (int i = 0; i < 500; i++) {
            Case c = random(random);
            for (Language language : Language.values()) {
                String text = ExplanationText.render(c.attribution(), ITEM, language, 3);
                assertThat(text).as("case " + i).endsWith("\n").doesNotContain("\u001b", "\u202e", "\u200f", "NaN");
            }
        }
    }

    /** The number in each quoted name, read without the help of the product. */
    private static Set<String> named(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = QUOTED.matcher(text);
        while (matcher.find()) {
            names.add(key(matcher.group()));
        }
        return names;
    }

    private static String key(String name) {
        Matcher matcher = Pattern.compile("[zZ]q\\d+").matcher(name);
        assertThat(matcher.find()).isTrue();
        return matcher.group().toLowerCase(java.util.Locale.ROOT);
    }
}
