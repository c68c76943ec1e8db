package because.narrate.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Header;
import because.core.Item;
import because.core.PlayerValue;
import because.core.Profile;
import because.narrate.Language;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The files of pictures: what is in them, and that nothing from the data can break them. */
class PictureTest {
    private static final List<String> HOSTILE = List.of(
            "</text><script>alert(1)</script>",
            "\"/><rect onload='x()'/>",
            "]]> &amp; &lt; <!-- <![CDATA[",
            "a\u0000b\u0007c\u001B[31m\u202Ed\uFFFE\uD800e",
            "%s %n ${x} {{y}}",
            "javascript:alert(1)",
            "&#0; &#xD800; 😀 \uDBFF\uDFFF");

    private static Picture usual() {
        return Drawn.draw(Drawn.random(new SplittableRandom(3), 20), Chart.WATERFALL, PictureOptions.defaults());
    }

    @Test
    void names_from_the_data_are_nothing_but_text_in_the_svg() {
        List<PlayerValue> players = new ArrayList<>();
        for (int i = 0; i < HOSTILE.size(); i++) {
            players.add(Drawn.event(i, HOSTILE.get(i), i + 1, 0));
        }
        Attribution plain = Drawn.attribution(0, players);
        for (String hostile : HOSTILE) {
            Header header = plain.header();
            Attribution attribution = plain.withHeader(new Header(
                    header.schema(),
                    hostile,
                    Map.of(),
                    header.seed(),
                    header.model(),
                    header.candidate(),
                    header.target(),
                    header.absence(),
                    header.base(),
                    header.score(),
                    header.calls(),
                    header.convergence(),
                    header.deletionTest()));
            Item item = new Item(Drawn.ITEM.id(), hostile, Map.of());
            for (Chart chart : Drawing.charts(attribution)) {
                Picture picture =
                        Drawing.of(attribution, item, Profile.EMPTY, Optional.of(chart), PictureOptions.defaults());
                Drawn drawn = Drawn.of(picture);
                Set<String> elements = new HashSet<>();
                drawn.elements("*").forEach(element -> {
                    elements.add(element.getTagName());
                    for (int i = 0; i < element.getAttributes().getLength(); i++) {
                        assertThat(element.getAttributes().item(i).getNodeName())
                                .doesNotStartWith("on")
                                .isNotEqualTo("href");
                    }
                });
                assertThat(elements)
                        .isSubsetOf("svg", "title", "desc", "rect", "text", "polygon", "polyline", "circle");
            }
        }
        Drawn drawn = Drawn.of(Drawn.draw(plain, Chart.BAR, PictureOptions.defaults()));
        assertThat(drawn.role("value").getLast().getTextContent())
                .as("the name is there, letter by letter")
                .isEqualTo(HOSTILE.getFirst() + ": +1.00");
    }

    @Test
    void a_reader_who_cannot_see_it_is_told_all_of_it() {
        Attribution attribution =
                Drawn.attribution(1, List.of(Drawn.event(0, "Heat", 2, 0.5), Drawn.event(1, "Ronin", -1, 0)));
        Picture picture = Drawn.draw(attribution, Chart.WATERFALL, PictureOptions.defaults());
        Drawn drawn = Drawn.of(picture);
        Element root = drawn.elements("svg").getFirst();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("aria-label")).isEqualTo("Why “Casino”?").isEqualTo(picture.title());
        assertThat(drawn.elements("title").getFirst().getTextContent()).isEqualTo(picture.title());
        assertThat(drawn.elements("desc").getFirst().getTextContent())
                .isEqualTo(picture.description())
                .contains("From 1.000", "Heat: +2.000 ± 0.500; Ronin: −1.000", "Deletion test");
    }

    @Test
    void the_same_explanation_gives_the_same_bits() {
        Picture one = usual();
        Picture two = usual();
        assertThat(one.svg()).isEqualTo(two.svg());
        assertThat(one.png(2, List.of()).file()).isEqualTo(two.png(2, List.of()).file());
    }

    @Test
    void a_png_has_the_size_times_the_scale_and_the_colours_of_the_picture() throws IOException {
        Picture picture = usual();
        for (int scale : new int[] {1, 2, 3}) {
            byte[] file = picture.png(scale, List.of()).file();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            assertThat(image.getWidth()).isEqualTo(picture.width() * scale);
            assertThat(image.getHeight()).isEqualTo(picture.height() * scale);
            assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(Colour.PAPER.rgb());
            Element bar = Drawn.of(picture).role("value").getFirst();
            double[] across = Drawn.across(bar);
            double y =
                    Drawn.points(bar).mapToDouble(point -> point[1]).average().orElseThrow();
            int pixel = image.getRGB((int) ((across[0] + across[1]) / 2 * scale), (int) (y * scale)) & 0xFFFFFF;
            assertThat(pixel).isEqualTo(Colour.signed(Drawn.value(bar)).rgb());
        }
    }

    @Test
    void a_png_carries_its_title_and_its_description() throws IOException {
        Picture picture = usual();
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(
                new ByteArrayInputStream(picture.png(1, List.of()).file()))) {
            reader.setInput(in);
            Element root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            assertThat(((Element) root.getElementsByTagName("iTXtEntry").item(0)).getAttribute("text"))
                    .isEqualTo(picture.title());
            assertThat(((Element) root.getElementsByTagName("iTXtEntry").item(1)).getAttribute("text"))
                    .isEqualTo(picture.description());
        } finally {
            reader.dispose();
        }
    }

    @Test
    void what_no_font_can_show_is_told() {
        Attribution attribution = Drawn.attribution(0, List.of(Drawn.event(0, "Heat", 1, 0)));
        Picture english = Drawn.draw(attribution, Chart.BAR, PictureOptions.defaults());
        assertThat(english.png(1, List.of()).missing()).isEmpty();
        Attribution unassigned = Drawn.attribution(0, List.of(Drawn.event(0, "\u0378 Heat", 1, 0)));
        assertThat(Drawn.draw(unassigned, Chart.BAR, PictureOptions.defaults())
                        .png(1, List.of())
                        .missing())
                .isEqualTo("\u0378");
        Picture chinese =
                Drawn.draw(attribution, Chart.BAR, PictureOptions.defaults().withLanguage(Language.ZH));
        String missing = chinese.png(1, List.of()).missing();
        assertThat(missing.isEmpty() || missing.contains("推"))
                .as("a font has all of these characters, or none does: %s", missing)
                .isTrue();
    }

    @Test
    void a_font_of_the_users_own_is_tried_first_and_refused_if_it_is_none(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("font.ttf"), "no font");
        assertThatThrownBy(() -> usual().png(1, List.of(file)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("font.ttf");
        assertThatThrownBy(() -> usual().png(1, List.of(folder.resolve("absent.ttf"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("absent.ttf");
    }

    @Test
    void the_ending_of_the_name_says_what_is_written(@TempDir Path folder) throws IOException {
        Picture picture = usual();
        picture.write(folder.resolve("a.svg"));
        picture.write(folder.resolve("b.PNG"));
        assertThat(folder.resolve("a.svg")).hasContent(picture.svg());
        assertThat(folder.resolve("b.PNG"))
                .hasBinaryContent(picture.png(2, List.of()).file());
        assertThatThrownBy(() -> picture.write(folder.resolve("c.jpg")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(".svg or .png");
        assertThatThrownBy(() -> picture.write(folder.resolve("none/d.svg"))).isInstanceOf(IOException.class);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a.svg", "b.PNG");
        }
    }

    @Test
    void a_png_beyond_all_measure_is_refused() {
        assertThatThrownBy(() -> usual().png(100, List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("scale");
        assertThatThrownBy(() -> usual().png(0, List.of())).isInstanceOf(BadInput.class);
    }
}
