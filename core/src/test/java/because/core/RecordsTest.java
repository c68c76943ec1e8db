package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all records of this package keep, found by reflection so that none is forgotten. */
class RecordsTest {
    private static final Link LINK = new Link("friend", "bob");

    static List<Class<?>> records() throws Exception {
        List<Class<?>> records = new ArrayList<>();
        File folder = new File(Profile.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String[] files = Objects.requireNonNull(new File(folder, "because/core").list(), "not run from class files");
        Arrays.sort(files);
        for (String file : files) {
            if (file.endsWith(".class") && !file.contains("-")) {
                Class<?> type = Class.forName("because.core." + file.substring(0, file.length() - 6));
                if (type.isRecord() && !type.isLocalClass()) {
                    records.add(type);
                }
            }
        }
        return records;
    }

    @Test
    void all_of_them_are_looked_at() throws Exception {
        assertThat(records()).hasSizeGreaterThan(25).contains(Profile.class, Trainer.Run.class, Attribute.Tokens.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void holds_no_arrays(Class<?> type) {
        assertThat(type.getRecordComponents()).noneMatch(c -> c.getType().isArray());
    }

    @ParameterizedTest
    @MethodSource("records")
    void nobody_can_change_its_collections(Class<?> type) throws Exception {
        List<Object> given = arguments(type, 0);
        Object value = create(type, given);
        List<Object> same = arguments(type, 0);
        Object twin = create(type, same);
        for (RecordComponent component : type.getRecordComponents()) {
            refusesChange(component.getAccessor().invoke(value));
        }
        given.forEach(RecordsTest::empty);
        for (RecordComponent component : type.getRecordComponents()) {
            Object kept = component.getAccessor().invoke(value);
            if (kept instanceof Collection || kept instanceof Map) {
                assertThat(kept)
                        .as("%s", component)
                        .isEqualTo(component.getAccessor().invoke(twin));
            }
        }
    }

    @Test
    void with_another_value_nothing_else_changes() throws Exception {
        Set<String> tried = new HashSet<>();
        for (Class<?> type : records()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().matches("with[A-Z].*") && method.getReturnType() == type) {
                    tried.add(type.getSimpleName() + "." + method.getName());
                    changesOneComponent(type, method, 0, 1);
                    changesOneComponent(type, method, 1, 0);
                }
            }
        }
        assertThat(tried)
                .contains("Profile.withEvents", "Profile.withContext", "Question.withPlayers", "Dataset.withEvents")
                .contains("Run.withValidation", "Run.withProgress", "Run.withCheckpoints", "Run.withWorkers")
                .contains("Question.withTarget", "Question.withAbsence", "Attribution.withHeader");
    }

    private static void changesOneComponent(Class<?> type, Method method, int from, int to) throws Exception {
        Object before = create(type, arguments(type, from));
        Object other = value(method.getGenericParameterTypes()[0], to);
        Object after = method.invoke(before, other);
        String changed = method.getName().substring(4).toLowerCase(Locale.ROOT);
        assertThat(type.getRecordComponents())
                .as("%s", method)
                .extracting(RecordComponent::getName)
                .contains(changed);
        for (RecordComponent component : type.getRecordComponents()) {
            Object is = component.getAccessor().invoke(after);
            Object was = component.getAccessor().invoke(before);
            if (component.getName().equals(changed)) {
                assertThat(is instanceof Optional<?> optional ? optional.orElseThrow() : is)
                        .as("%s", method)
                        .isEqualTo(other);
                assertThat(is).as("%s", method).isNotEqualTo(was);
            } else {
                assertThat(is).as("%s of %s", component, method).isEqualTo(was);
            }
        }
    }

    @Test
    void attributes_and_tags_keep_their_order() {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Set<String> tags = new LinkedHashSet<>();
        for (int i = 0; i < 50; i++) {
            attributes.put("name " + i * 7919 % 100, new Attribute.Quantity(i));
            tags.add("tag " + i * 7919 % 100);
        }
        Context context = new Context(0, attributes);
        Profile profile = new Profile(List.of(), attributes, tags, List.of(), context);
        List<String> names = List.copyOf(attributes.keySet());
        assertThat(profile.attributes().keySet()).containsExactlyElementsOf(names);
        assertThat(context.values().keySet()).containsExactlyElementsOf(names);
        assertThat(new Item("i", "I", attributes).attributes().keySet()).containsExactlyElementsOf(names);
        assertThat(profile.tags()).containsExactlyElementsOf(tags);
        assertThat(profile.attributes()).isEqualTo(attributes).hasSameHashCodeAs(attributes);
        assertThat(attributes).isEqualTo(profile.attributes());
        assertThat(profile.attributes().get("none")).isNull();
        assertThat(profile.withContext(context).attributes()).isSameAs(profile.attributes());
    }

    @Test
    void a_run_refuses_fewer_than_one_worker_byte_or_epoch() {
        Trainer.Run run = Trainer.Run.of(7);
        assertThat(run)
                .isEqualTo(new Trainer.Run(
                        7,
                        Optional.empty(),
                        Progress.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Runtime.getRuntime().availableProcessors(),
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE));
        assertThatThrownBy(() -> run.withWorkers(0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 or more");
        assertThatThrownBy(() -> run.withMemory(0)).isInstanceOf(BadInput.class).hasMessageContaining("memory");
        assertThatThrownBy(() -> run.withEpochs(0)).isInstanceOf(BadInput.class).hasMessageContaining("epochs");
    }

    private static Object create(Class<?> type, List<Object> arguments) throws Exception {
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments.toArray());
    }

    private static List<Object> arguments(Class<?> type, int version) throws Exception {
        if (type == Counterfactual.class) {
            return counterfactual(version);
        }
        if (type == Part.OfWord.class) {
            return List.of(version, "text " + version, version, version + 3);
        }
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            arguments.add(value(component.getGenericType(), version));
        }
        return arguments;
    }

    /** What a counterfactual is made of: its numbers must fit to one another. */
    private static List<Object> counterfactual(int version) throws Exception {
        boolean leaves = version == 0;
        return List.of(
                value(Header.class, version),
                leaves ? Counterfactual.Goal.LEAVE : Counterfactual.Goal.ENTER,
                3,
                leaves ? 1 : 8,
                new ArrayList<>(List.of(value(Counterfactual.Change.class, version))),
                leaves ? 5 : 2,
                new ArrayList<>(List.of(value(Counterfactual.Listed.class, version))),
                1);
    }

    /** A value of a type, of which there are two versions; collections can be changed. All values fit together: there are two people, two events, two items. */
    private static Object value(Type type, int version) throws Exception {
        if (type instanceof ParameterizedType parameterized) {
            Type[] of = parameterized.getActualTypeArguments();
            Object first = value(of[0], version);
            return switch (((Class<?>) parameterized.getRawType()).getSimpleName()) {
                case "List" -> new ArrayList<>(List.of(first));
                case "Set" -> new LinkedHashSet<>(Set.of(first));
                case "Map" -> new LinkedHashMap<>(Map.of(first, value(of[1], version)));
                case "Optional" -> Optional.of(first);
                default -> throw new IllegalArgumentException("no values of " + type);
            };
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return raw.getEnumConstants()[version];
        }
        return switch (raw.getSimpleName()) {
            case "int" -> version + 1;
            case "Integer" -> version;
            case "long" -> version + 2L;
            case "double", "Double" -> version + 2.0;
            case "boolean" -> version == 0;
            case "OptionalDouble" -> OptionalDouble.of(0.25 + version / 2.0);
            case "String" -> "text " + version;
            case "Path" -> raw == Path.class ? Path.of("folder " + version) : create(raw, arguments(raw, version));
            case "Attribute" -> new Attribute.Quantity(version);
            case "Part" -> new Part.OfEvent(version);
            case "Change" -> new Counterfactual.Added("item " + version, "Item", 0.5);
            case "Player" -> new Player("player " + version, "Player", List.of(new Part.OfEvent(version)));
            case "Candidate", "ItemRef" -> new Candidate.Known(version);
            case "Link" -> LINK;
            case "Profile" -> Profile.ofItems(0, 1);
            case "IdMap" -> new IdMap(List.of("a", "b"));
            case "Catalog" -> new Catalog(List.of(Item.of("a"), Item.of("b")));
            case "Interactions" -> Interactions.sorted(2, new int[] {0}, new int[] {version}, null, null, null);
            case "Knowledge" ->
                new Knowledge.Builder(new Catalog(List.of(Item.of("a"), Item.of("b"))))
                        .add("x", "relation " + version, "y")
                        .build();
            case "Background" -> Background.of("background " + version, List.of(Profile.EMPTY));
            case "EventWeights" -> EventWeights.of("weights " + version, 2, row -> row == version ? 0.5 : 1);
            case "Explainer" -> new NamedExplainer("explainer " + version);
            case "Regularizer" -> new NamedRegularizer("regularizer " + version);
            case "ItemTexts" -> new NamedTexts("texts " + version);
            case "Metric" -> new NamedMetric("metric " + version);
            case "Progress" -> new NamedProgress("progress " + version);
            default -> create(raw, arguments(raw, version));
        };
    }

    private record NamedMetric(String name) implements Metric {
        @Override
        public double[] perPerson(Recommender recommender) {
            return new double[0];
        }
    }

    private record NamedRegularizer(String fingerprint) implements Regularizer {
        @Override
        public List<Term> epoch(int number, Recommender model) {
            return List.of();
        }

        @Override
        public Map<String, float[]> memory() {
            return Map.of();
        }

        @Override
        public void remember(Map<String, float[]> memory) {}
    }

    private record NamedTexts(String attribute) implements ItemTexts {
        @Override
        public String encoder() {
            return "none";
        }

        @Override
        public String text(Item item) {
            return "";
        }
    }

    private record NamedExplainer(String method) implements Explainer {
        @Override
        public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
            return List.of();
        }
    }

    private record NamedProgress(String name) implements Progress {
        @Override
        public void stage(String name, long total) {}

        @Override
        public void step(long done, Map<String, Double> values) {}
    }

    private static void empty(Object given) {
        switch (given) {
            case Collection<?> collection -> collection.clear();
            case Map<?, ?> map -> {
                map.values().forEach(RecordsTest::empty);
                map.clear();
            }
            default -> {}
        }
    }

    private static void refusesChange(Object kept) {
        switch (kept) {
            case Collection<?> collection -> {
                assertThat(collection).isNotEmpty();
                assertThatThrownBy(collection::clear).isInstanceOf(UnsupportedOperationException.class);
                assertThatThrownBy(() -> removeFirst(collection)).isInstanceOf(UnsupportedOperationException.class);
            }
            case Map<?, ?> map -> {
                assertThat(map).isNotEmpty();
                assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
                assertThatThrownBy(() -> map.remove(map.keySet().iterator().next()))
                        .isInstanceOf(UnsupportedOperationException.class);
                assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(null))
                        .isInstanceOf(UnsupportedOperationException.class);
                assertThatThrownBy(() -> put(map)).isInstanceOf(UnsupportedOperationException.class);
                refusesChange(map.keySet());
                refusesChange(map.values());
                map.values().forEach(RecordsTest::refusesChange);
            }
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private static <K, V> void put(Map<?, ?> map) {
        Map.Entry<K, V> entry = ((Map<K, V>) map).entrySet().iterator().next();
        ((Map<K, V>) map).put(entry.getKey(), entry.getValue());
    }

    private static void removeFirst(Collection<?> collection) {
        var iterator = collection.iterator();
        iterator.next();
        iterator.remove();
    }
}
