package because;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Follows the links of the documents to other files of the repository. */
class DocsLinksTest {
    private static final Path ROOT = Path.of(System.getProperty("because.root", ".."));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** The documents at the top and below docs. */
    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(documents::add);
        }
        return documents;
    }

    @Test
    void every_link_to_a_file_leads_to_one() throws IOException {
        int links = 0;
        for (Path document : documents()) {
            Matcher matcher = LINK.matcher(Files.readString(document));
            while (matcher.find()) {
                String target = matcher.group(1).replaceAll("#.*", "");
                if (!target.isEmpty() && !target.contains("://")) {
                    assertThat(document.resolveSibling(target))
                            .as(document + " links to " + target)
                            .exists();
                    links++;
                }
            }
        }
        assertThat(links).isGreaterThan(20);
    }

    @Test
    void every_page_can_be_reached_from_the_readme() throws IOException {
        List<Path> reached = new ArrayList<>(List.of(ROOT.resolve("README.md").normalize()));
        for (int i = 0; i < reached.size(); i++) {
            Path document = reached.get(i);
            Matcher matcher = LINK.matcher(Files.readString(document));
            while (matcher.find()) {
                Path target = document.resolveSibling(matcher.group(1).replaceAll("#.*", ""))
                        .normalize();
                List<Path> pages = new ArrayList<>();
                if (Files.isDirectory(target)) {
                    try (Stream<Path> children = Files.list(target)) {
                        children.forEach(pages::add);
                    }
                } else if (Files.isRegularFile(target)) {
                    pages.add(target);
                }
                pages.removeIf(page -> !page.toString().endsWith(".md") || reached.contains(page));
                reached.addAll(pages);
            }
        }
        assertThat(reached)
                .containsAll(documents().stream().map(Path::normalize).toList());
    }
}
