package because.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A project of 42 people and 60 items of three genres: 40 people who keep to one genre mostly, {@code collector} who knows every item, and {@code silent} of whom
 * there are no events.
 */
final class SmallProject {
    static final int ITEMS = 60;

    static final String YAML = """
            name: small
            data:
              events:
                files: [events.csv]
                user: user
                item: item
                value: value
                time: time
              items:
                files: [items.csv]
                id: item
                title: title
                year: year
                attributes:
                  genre: token
              users:
                files: [users.csv]
                id: user
            model:
              kind: transformer
              options:
                dimension: 8
                window: 20
                negatives: 16
                batchTokens: 64
                epochs: 4
            training:
              seed: 7
              workers: 2
            """;

    private SmallProject() {}

    /** Writes the files of the project. */
    static void write(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> events = new ArrayList<>(List.of("user,item,value,time"));
        List<String> users = new ArrayList<>(List.of("user"));
        for (int user = 0; user < 40; user++) {
            users.add("u" + user);
            Set<Integer> items = new LinkedHashSet<>();
            while (items.size() < 8 + user % 9) {
                int genre = random.nextInt(100) < 85 ? user % 3 : random.nextInt(3);
                items.add(random.nextInt(ITEMS / 3) * 3 + genre);
            }
            int time = 1000 * user;
            for (int item : items) {
                events.add(event("u" + user, item, 1 + random.nextInt(5), time++));
            }
        }
        for (int item = 0; item < ITEMS; item++) {
            events.add(event("collector", item, 3, 50_000 + item));
        }
        users.addAll(List.of("collector", "silent"));
        List<String> items = new ArrayList<>(List.of("item,title,year,genre"));
        for (int item = 0; item < ITEMS; item++) {
            items.add(String.format(Locale.ROOT, "i%d,Title %d,%d,g%d", item, item, 1950 + item, item % 3));
        }
        Files.write(folder.resolve("events.csv"), events);
        Files.write(folder.resolve("users.csv"), users);
        Files.write(folder.resolve("items.csv"), items);
        Files.writeString(folder.resolve("because.yaml"), YAML);
    }

    static String event(String user, int item, int value, int time) {
        return user + ",i" + item + "," + value + "," + time;
    }

    /** The items of a person, oldest first. */
    static List<String> items(Path folder, String user) throws IOException {
        return Files.readAllLines(folder.resolve("events.csv")).stream()
                .map(line -> line.split(","))
                .filter(cells -> cells[0].equals(user))
                .map(cells -> cells[1])
                .toList();
    }
}
