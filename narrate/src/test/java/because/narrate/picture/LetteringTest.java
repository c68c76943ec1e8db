package because.narrate.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Text that is measured, cut and broken into lines without a font, and the colours that it is read in. */
class LetteringTest {
    private static final String LETTERS = "abc de WIM. 推荐系统，é\u0301😀-/…";

    @Test
    void lines_fit_and_lose_nothing_but_spaces_at_their_ends() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(120); k > 0; k--) {
                text.appendCodePoint(LETTERS.codePointAt(
                        LETTERS.offsetByCodePoints(0, random.nextInt(LETTERS.codePointCount(0, LETTERS.length())))));
            }
            double room = 20 + random.nextInt(300);
            List<String> lines = Lettering.TEXT.lines(text.toString(), room);
            assertThat(lines)
                    .allSatisfy(line -> assertThat(Lettering.TEXT.width(line)).isLessThanOrEqualTo(room));
            assertThat(String.join("", lines).replace(" ", ""))
                    .isEqualTo(text.toString().replace(" ", ""));
        }
    }

    @Test
    void what_is_too_long_is_cut_with_an_ellipsis_and_what_fits_is_left() {
        assertThat(Lettering.TEXT.fit("Heat", 100)).isEqualTo("Heat");
        String cut = Lettering.TEXT.fit("The Good, the Bad and the Ugly", 100);
        assertThat(cut).startsWith("The Good").endsWith("…");
        assertThat(Lettering.TEXT.width(cut)).isLessThanOrEqualTo(100);
        assertThat(Lettering.TEXT.fit("推荐系统推荐系统", 60)).endsWith("…").startsWith("推荐");
    }

    @Test
    void text_can_be_read_on_every_colour_of_a_heat_map() {
        for (double share = -1; share <= 1; share += 0.05) {
            Colour ground = Colour.diverging(share);
            assertThat(contrast(ground, ground.readable()))
                    .as("share %s", share)
                    .isGreaterThan(3.5);
            Colour other = Colour.share(Math.abs(share));
            assertThat(contrast(other, other.readable())).isGreaterThan(3.5);
        }
    }

    /** Simulated with the matrices of Viénot, Brettel and Mollon (1999) in linear RGB. */
    @Test
    void what_raises_and_what_lowers_differ_for_who_sees_no_red_or_no_green() {
        double[][] noRed = {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}};
        double[][] noGreen = {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}};
        for (double[][] sight : List.of(noRed, noGreen)) {
            double[] raises = seen(Colour.RAISES, sight);
            double[] lowers = seen(Colour.LOWERS, sight);
            double difference = 0;
            for (int i = 0; i < 3; i++) {
                difference += (raises[i] - lowers[i]) * (raises[i] - lowers[i]);
            }
            assertThat(Math.sqrt(difference)).isGreaterThan(0.3);
        }
    }

    private static double[] seen(Colour colour, double[][] sight) {
        double[] rgb = {linear(colour.rgb() >> 16), linear(colour.rgb() >> 8), linear(colour.rgb())};
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                seen[i] += sight[i][k] * rgb[k];
            }
        }
        return seen;
    }

    private static double linear(int part) {
        double share = (part & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double contrast(Colour a, Colour b) {
        double one = luminance(a) + 0.05;
        double two = luminance(b) + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    private static double luminance(Colour colour) {
        return 0.2126 * linear(colour.rgb() >> 16) + 0.7152 * linear(colour.rgb() >> 8) + 0.0722 * linear(colour.rgb());
    }
}
