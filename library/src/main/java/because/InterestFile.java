package because;

import because.Interest.Standing;
import because.Interests.Word;
import because.core.BadInput;
import because.core.Event;
import because.core.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what people say of their interests, in a file {@code {"42": [{"interest": {"attribute": "genres", "value": "Comedy"}, "standing": "muted"}]}} or, without
 * a file, in memory. Of what is removed it also keeps until when: {@code "until"}, the time of the newest event then, and {@code "events"}, how many were known. The
 * file is read anew at each question, so that what one process is told another knows; it is replaced as a whole, under a lock.
 */
final class InterestFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Object WRITERS = new Object(); // Java refuses a second lock of the same process

    private final Optional<Path> file;
    private final Map<String, Said> memory = new LinkedHashMap<>();

    /** @param file where it is kept; empty for memory alone */
    InterestFile(Optional<Path> file) {
        this.file = file;
    }

    /**
     * What a person says.
     *
     * @param all the standing of each interest that something was said of
     * @param removedAt what was known when an interest was removed
     */
    record Said(Map<Word, Standing> all, Map<Word, Until> removedAt) {
        static final Said NOTHING = new Said(Map.of(), Map.of());

        Until until(Word word) {
            return removedAt.getOrDefault(word, Until.NOTHING);
        }

        /** Whether an event does not count for a word of its item; in its place among all events of the person. */
        boolean silences(Word word, int place, Event event) {
            Standing standing = all.getOrDefault(word, Standing.OBSERVED);
            return standing == Standing.MUTED
                    || (standing == Standing.REMOVED && until(word).covers(place, event));
        }

        Said with(Map<Word, Standing> changes, Until now) {
            Map<Word, Standing> next = new LinkedHashMap<>(all);
            Map<Word, Until> at = new LinkedHashMap<>(removedAt);
            changes.forEach((word, standing) -> {
                next.remove(word);
                at.remove(word);
                if (standing != Standing.OBSERVED) {
                    next.put(word, standing);
                }
                if (standing == Standing.REMOVED) {
                    at.put(word, now);
                }
            });
            return new Said(next, at);
        }
    }

    /**
     * What was known of a person at some moment. Where events have times these say what was before it, however many older ones are imported or filtered out
     * later; else their number does.
     *
     * @param events how many events
     * @param time when the newest was; {@link Event#NO_TIME} if none had a time, or an earlier version did not keep it
     */
    record Until(int events, long time) {
        static final Until NOTHING = new Until(0, Event.NO_TIME);

        static Until of(Profile known) {
            return new Until(known.events().size(), known.newest());
        }

        boolean covers(int place, Event event) {
            boolean timed = time != Event.NO_TIME && event.time() != Event.NO_TIME;
            return timed ? event.time() <= time : place < events;
        }
    }

    Said said(String user) {
        return all().getOrDefault(user, Said.NOTHING);
    }

    /** Says something of one interest or of several, all of it or nothing. */
    void say(String user, Map<Word, Standing> changes, Until now) {
        synchronized (WRITERS) {
            if (file.isEmpty()) {
                synchronized (memory) {
                    memory.put(user, memory.getOrDefault(user, Said.NOTHING).with(changes, now));
                }
                return;
            }
            Path path = file.get();
            Path lock = path.resolveSibling("." + path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                Map<String, Said> next = new LinkedHashMap<>(all());
                Said changed = next.getOrDefault(user, Said.NOTHING).with(changes, now);
                next.remove(user);
                if (!changed.all().isEmpty()) {
                    next.put(user, changed);
                }
                Path written = path.resolveSibling("." + path.getFileName() + ".next");
                Files.writeString(written, text(next), StandardCharsets.UTF_8);
                Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(path + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private Map<String, Said> all() {
        if (file.isEmpty()) {
            synchronized (memory) {
                return Map.copyOf(memory);
            }
        }
        Path path = file.get();
        if (!Files.exists(path)) {
            return Map.of();
        }
        try {
            return read(path, JSON.readTree(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (CharacterCodingException e) {
            throw damaged(path, "it is not UTF-8 text");
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw damaged(path, e.getOriginalMessage());
        }
    }

    private static Map<String, Said> read(Path path, JsonNode tree) {
        if (!tree.isObject()) {
            throw damaged(path, "it is no JSON object");
        }
        Map<String, Said> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> person : tree.properties()) {
            Said said = Said.NOTHING;
            if (!person.getValue().isArray()) {
                throw damaged(path, "what person " + person.getKey() + " says is no list");
            }
            for (JsonNode entry : person.getValue().values()) {
                JsonNode attribute = entry.at("/interest/attribute");
                JsonNode value = entry.at("/interest/value");
                JsonNode time = entry.path("until"); // earlier versions kept the number of events alone
                if (!attribute.isString()
                        || !value.isString()
                        || entry.path("events").asInt(0) < 0
                        || !(time.isMissingNode() || (time.isIntegralNumber() && time.canConvertToLong()))) {
                    throw damaged(path, entry + " of person " + person.getKey() + " is no interest");
                }
                Word word = new Word(attribute.stringValue(), value.stringValue());
                try {
                    Standing standing =
                            Standing.valueOf(entry.path("standing").asString("").toUpperCase(Locale.ROOT));
                    said = said.with(
                            Map.of(word, standing),
                            new Until(
                                    entry.path("events").asInt(0),
                                    time.isMissingNode() ? Event.NO_TIME : time.longValue()));
                } catch (IllegalArgumentException unknown) {
                    throw damaged(path, "the standing of " + word + " of person " + person.getKey() + " is none");
                }
            }
            all.put(person.getKey(), said);
        }
        return all;
    }

    private static BadInput damaged(Path path, String why) {
        return new BadInput(path + " cannot be read: " + why
                + ".\nMaybe mend it, or move it away; nothing is lost but what people said of their interests.");
    }

    private static String text(Map<String, Said> all) {
        ObjectNode tree = JSON.createObjectNode();
        all.forEach((user, said) -> {
            var list = tree.putArray(user);
            said.all().forEach((word, standing) -> {
                ObjectNode entry = list.addObject();
                entry.putObject("interest").put("attribute", word.attribute()).put("value", word.value());
                entry.put("standing", standing.name().toLowerCase(Locale.ROOT));
                if (standing == Standing.REMOVED) {
                    entry.put("events", said.until(word).events());
                    if (said.until(word).time() != Event.NO_TIME) {
                        entry.put("until", said.until(word).time());
                    }
                }
            });
        });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    }
}
